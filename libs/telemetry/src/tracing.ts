import { SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';

/** The environment variables that tell where traces go, by OpenTelemetry's names. */
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;

/** Traces of one program. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Whether spans leave the process. */
  readonly isExporting: boolean;
  /** Sends what is still held back, and stops. */
  shutdown(): Promise<void>;
}

/** Whether `environment` tells where traces go. */
function isConfigured(environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment['OTEL_SDK_DISABLED'] === 'true') return false;
  return ENDPOINTS.some((name) => (environment[name] ?? '') !== '');
}

/**
 * Starts OpenTelemetry where one of its endpoint variables is set, with W3C trace context as the
 * propagator; elsewhere every span is a no-op and nothing of the SDK is loaded.
 *
 * @param service the program's name, which `OTEL_SERVICE_NAME` overrides
 * @param environment the process environment
 */
export async function startTracing(
  service: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Tracing> {
  if (!isConfigured(environment)) {
    const shutdown = () => Promise.resolve();
    return { tracer: trace.getTracer(service), isExporting: false, shutdown };
  }
  const { startExport } = await import('./tracing-export');
  const shutdown = startExport(environment['OTEL_SERVICE_NAME'] ?? service);
  return { tracer: trace.getTracer(service), isExporting: true, shutdown };
}

/** Marks a span as failed, with what went wrong. */
export function failSpan(span: Span, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  span.recordException(failure);
  span.setAttribute('error.type', failure.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
}
