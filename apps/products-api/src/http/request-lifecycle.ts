import type { Tracing } from '@weather/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestMetrics } from '../metrics/request-metrics';
import type { AccessLog } from './access-log';
import type { Admission, Verdict } from './admission';
import type { CrossOrigin } from './cors';
import type { RequestState } from './request-states';
import { SECURITY_HEADERS } from './security-headers';
import type { Serving } from './serving';
import { endSpan, traceOf } from './trace-context';

/** What the way of a request through the program touches. */
export interface LifecycleParts {
  readonly metrics: RequestMetrics;
  readonly accessLog: AccessLog;
  readonly admission: Admission;
  readonly crossOrigin: CrossOrigin;
  readonly serving: Serving;
  readonly tracing: Tracing;
}

/** The status that stands for "the client went away before the answer was complete". */
const CLIENT_CLOSED_REQUEST = 499;

const UNMATCHED = 'unmatched';

function bytesOf(reply: FastifyReply, { bytes }: RequestState): number {
  return bytes > 0 ? bytes : Number(reply.getHeader('content-length') ?? 0);
}

function pathOf(request: FastifyRequest): string {
  const [path = ''] = request.url.split('?', 1);
  return path.slice(0, 256);
}

/**
 * What happens to every request that the framework answers, whatever its route: one hook before, and
 * one look when its answer is out.
 */
export class RequestLifecycle {
  constructor(private readonly parts: LifecycleParts) {}

  /** Hooks this in. Must come before anything else that hooks into requests. */
  install(server: FastifyInstance): void {
    server.decorateRequest('apiState', undefined);
    server.addHook('onRequest', (request, reply, done) => {
      this.begin(request, reply, done);
    });
  }

  /** Begins a request that the router could not even look up, which runs no hooks. */
  beginUnroutable(request: FastifyRequest, reply: FastifyReply): void {
    this.begin(request, reply, () => undefined);
  }

  private begin(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    const { metrics, admission, tracing } = this.parts;
    const startedAt = performance.now();
    const { traceId, span, run } = traceOf(request, tracing);
    request.apiState = { startedAt, traceId, span, bytes: 0 };
    metrics.begin();
    const verdict = admission.judge(request, startedAt);
    this.follow(request, reply);
    if (this.isPreflight(request, reply, verdict)) reply.code(204).send();
    else
      run(() => {
        done(verdict.refusal);
      });
  }

  /** Ends the request when its answer was taken over by the client, or nobody is there to take it. */
  private follow(request: FastifyRequest, reply: FastifyReply): void {
    const { raw } = reply;
    raw.once('close', () => {
      this.end(request, reply, raw.writableEnded ? raw.statusCode : CLIENT_CLOSED_REQUEST);
    });
    // The answer to a pipelined request that still waits for its turn is never closed.
    request.raw.once('close', () => {
      if (request.raw.errored) this.end(request, reply, CLIENT_CLOSED_REQUEST);
    });
  }

  /** Sets the headers every answer has, and tells whether the request is a browser's question. */
  private isPreflight(request: FastifyRequest, reply: FastifyReply, verdict: Verdict): boolean {
    const { crossOrigin, serving } = this.parts;
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    const [policyName, policy, stateName, state] = verdict.headers;
    if (policyName !== undefined) reply.header(policyName, policy);
    if (stateName !== undefined) reply.header(stateName, state);
    if (serving.isDraining) reply.header('connection', 'close');
    if (!crossOrigin.isOpen) return false;
    reply.headers(crossOrigin.headersFor(request.headers.origin));
    const preflight = crossOrigin.preflight(request.method, request.headers);
    if (preflight !== undefined) reply.headers(preflight);
    return preflight !== undefined;
  }

  private end(request: FastifyRequest, reply: FastifyReply, status: number): void {
    const { apiState: state, method } = request;
    if (state === undefined) return;
    request.apiState = undefined;
    const route = request.routeOptions.url ?? UNMATCHED;
    const ms = performance.now() - state.startedAt;
    const kind = { method, route, status };
    this.parts.metrics.end(kind, ms / 1000);
    const details = {
      ms: Math.round(ms * 1000) / 1000,
      bytes: bytesOf(reply, state),
      request_id: request.id,
      trace_id: state.traceId,
      path: route === UNMATCHED ? pathOf(request) : undefined,
    };
    this.parts.accessLog(kind, details);
    if (state.span !== undefined) endSpan(state.span, status);
  }
}
