import type { Span } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of the request while it is served; see RequestLifecycle. */
    apiState: RequestState | undefined;
  }
}

/** What is known of a request while it is served. */
export interface RequestState {
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** W3C trace id, when the request is part of a trace. */
  readonly traceId: string | undefined;
  /** The span of this request, when traces are exported. */
  readonly span: Span | undefined;
  /** Bytes of the body, for answers whose length stands in no header of the framework's. */
  bytes: number;
}

/** What tells `request` from all others, for logs and problems. */
export function identityOf(request: FastifyRequest): {
  readonly requestId: string;
  readonly traceId: string | undefined;
} {
  return { requestId: request.id, traceId: request.apiState?.traceId };
}
