import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tracing } from '@weather/telemetry';
import type { RequestMetrics } from '../metrics/request-metrics';
import type { ClientAddresses } from '../rate-limit/client-addresses';
import type { RateLimit } from '../rate-limit/rate-limit';
import type { AccessLog } from './access-log';
import type { EventLoopLag } from './event-loop-lag';
import type { RequestIds } from './request-ids';
import type { Serving } from './serving';
import { traceIdOf } from './trace-context';
import type { WarmAnswer, WarmAnswers } from './warm-answers';

/** What stands before the framework. */
export interface FrontParts {
  readonly warm: WarmAnswers;
  readonly rateLimit: RateLimit;
  readonly addresses: ClientAddresses;
  readonly requestIds: RequestIds;
  readonly metrics: RequestMetrics;
  readonly accessLog: AccessLog;
  readonly serving: Serving;
  readonly lag: EventLoopLag;
  readonly tracing: Tracing;
}

/**
 * The cache before the framework: answers requests whose answers are warm, with all that belongs to
 * an answer (quota, id, log, metrics), and leaves every other request alone. What it cannot do as the
 * framework would, it does not do.
 */
export class Front {
  constructor(private readonly parts: FrontParts) {}

  /** Answers `request` when its answer is warm; tells whether it did. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const answer = this.isOpen() ? this.parts.warm.find(request) : undefined;
    if (answer === undefined) return false;
    const startedAt = performance.now();
    const quota = this.parts.rateLimit.admit(this.parts.addresses.of(request), startedAt);
    if (quota === undefined) return false;
    const requestId = this.parts.requestIds.of(request);
    const headers = answer.headers.concat(quota);
    headers.push('x-request-id', requestId);
    response.writeHead(200, headers).end(answer.bytes);
    this.tell(request, answer, { requestId, startedAt });
    return true;
  }

  private isOpen(): boolean {
    const { serving, lag, tracing } = this.parts;
    return !serving.isDraining && !lag.isTooMuch && !tracing.isExporting;
  }

  private tell(
    request: IncomingMessage,
    { route, bytes }: WarmAnswer,
    { requestId, startedAt }: { readonly requestId: string; readonly startedAt: number },
  ): void {
    const { metrics, accessLog, warm } = this.parts;
    const ms = performance.now() - startedAt;
    const kind = { method: 'GET', route, status: 200 };
    warm.used();
    metrics.begin();
    metrics.end(kind, ms / 1000);
    accessLog(kind, {
      ms: Math.round(ms * 1000) / 1000,
      bytes: bytes.length,
      request_id: requestId,
      trace_id: traceIdOf(request.headers['traceparent']),
    });
  }
}
