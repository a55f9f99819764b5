import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../errors/problem-error';
import type { ClientAddresses } from '../rate-limit/client-addresses';
import type { RateLimit, RateVerdict } from '../rate-limit/rate-limit';
import type { EventLoopLag } from './event-loop-lag';
import type { RouteTable } from './route-table';

/** Path and query together. */
const MAX_URL_LENGTH = 4096;

/** Routes that answer whatever happens, because operators and the cluster ask them. */
const ALWAYS_ADMITTED = /^\/(health|metrics)(\/|\?|$)/;

/** What decides whether a request is served. */
export interface AdmissionParts {
  readonly rateLimit: RateLimit;
  readonly addresses: ClientAddresses;
  readonly lag: EventLoopLag;
  readonly routes: RouteTable;
  /** Told of each request that was refused because there was too much to do. */
  readonly onShed: () => void;
}

/** Whether a request is served, and what its client is told of the quota. */
export type Verdict = RateVerdict;

/** Decides, before anything is done for a request, whether it will be served. */
export class Admission {
  constructor(private readonly parts: AdmissionParts) {}

  /** @param nowMs monotonic milliseconds */
  judge(request: FastifyRequest, nowMs: number): Verdict {
    const { url = '' } = request.raw;
    if (ALWAYS_ADMITTED.test(url)) return { headers: [], refusal: this.unmatched(request) };
    const { addresses, rateLimit } = this.parts;
    const { headers, refusal } = rateLimit.judge(addresses.of(request.raw), nowMs);
    return { headers, refusal: refusal ?? this.refusalOf(request, url) };
  }

  private refusalOf(request: FastifyRequest, url: string): ProblemError | undefined {
    if (url.length > MAX_URL_LENGTH) {
      return new ProblemError('uri-too-long', `The URI has ${url.length} characters.`);
    }
    return this.unmatched(request) ?? this.overloaded();
  }

  private unmatched(request: FastifyRequest): ProblemError | undefined {
    if (!request.is404) return undefined;
    const [path = ''] = request.url.split('?', 1);
    const methods = this.parts.routes.methodsOf(path);
    if (methods.length === 0) {
      return new ProblemError('not-found', 'There is nothing under this path.');
    }
    const allow = methods.join(', ');
    const detail = `This path can be asked with ${allow}, not with ${request.method}.`;
    return new ProblemError('method-not-allowed', detail, { headers: { allow } });
  }

  private overloaded(): ProblemError | undefined {
    if (!this.parts.lag.isTooMuch) return undefined;
    this.parts.onShed();
    const headers = { 'retry-after': '1' };
    return new ProblemError('overloaded', 'There is too much to do at the moment.', { headers });
  }
}
