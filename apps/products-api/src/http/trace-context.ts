import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { Tracing } from '@weather/telemetry';
import type { FastifyRequest } from 'fastify';

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/;

/** The trace a request belongs to. */
export interface RequestTrace {
  readonly traceId: string | undefined;
  readonly span: Span | undefined;
  /** Runs `work` so that spans it starts become children of the request's. */
  readonly run: (work: () => void) => void;
}

const UNTRACED: RequestTrace = {
  traceId: undefined,
  span: undefined,
  run: (work) => {
    work();
  },
};

/** The trace id in a W3C `traceparent` header, or `undefined` when it is none. */
export function traceIdOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
}

function spanOf(request: FastifyRequest, tracer: Tracing['tracer'], parent: Context): Span {
  const route = request.routeOptions.url;
  const { method } = request;
  const attributes = { 'http.request.method': method, ...(route && { 'http.route': route }) };
  const name = route === undefined ? method : `${method} ${route}`;
  return tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
}

/**
 * Continues the trace that the client began, or begins one. While no traces are exported, only the
 * id of the client's trace is taken over, for logs.
 */
export function traceOf(request: FastifyRequest, tracing: Tracing): RequestTrace {
  if (!tracing.isExporting) {
    const traceId = traceIdOf(request.headers['traceparent']);
    return traceId === undefined ? UNTRACED : { ...UNTRACED, traceId };
  }
  const parent = propagation.extract(ROOT_CONTEXT, request.headers);
  const span = spanOf(request, tracing.tracer, parent);
  const inSpan = trace.setSpan(parent, span);
  return {
    traceId: span.spanContext().traceId,
    span,
    run: (work) => {
      context.with(inSpan, work);
    },
  };
}

/** Ends the span of a request that was answered with `status`. */
export function endSpan(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
