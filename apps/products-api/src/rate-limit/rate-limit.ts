import { ProblemError } from '../errors/problem-error';
import { clientOf } from './client-of';
import { FixedWindows, type Allowance } from './fixed-windows';

const WINDOW_SECONDS = 60;
const MAX_CLIENTS = 100_000;

/** The answer to one more request of a client. */
export interface RateVerdict {
  /**
   * `RateLimit-Policy` and `RateLimit` by draft-ietf-httpapi-ratelimit-headers-11, names and values
   * in turn; none when there is no limit.
   */
  readonly headers: readonly string[];
  /** Why the request is refused, when it is. */
  readonly refusal: ProblemError | undefined;
}

/** What limits requests. */
export interface RateLimitParts {
  /** Requests per minute and client as of a monotonic time in ms; `undefined` is no limit. */
  readonly quota: (nowMs: number) => number | undefined;
  /** Told of each request that was refused. */
  readonly onRefused: () => void;
}

const UNLIMITED: RateVerdict = { headers: [], refusal: undefined };

function headersOf({ limit, remaining, resetSeconds }: Allowance): readonly string[] {
  return [
    'ratelimit-policy',
    `"default";q=${limit};w=${WINDOW_SECONDS}`,
    'ratelimit',
    `"default";r=${remaining};t=${resetSeconds}`,
  ];
}

function refusalOf({ limit, resetSeconds }: Allowance): ProblemError {
  const detail = `The limit is ${limit} requests in ${WINDOW_SECONDS} seconds. Try again in ${resetSeconds} seconds.`;
  const headers = { 'retry-after': String(resetSeconds) };
  return new ProblemError('too-many-requests', detail, { headers });
}

/** Limits how many requests a client may send per minute. */
export class RateLimit {
  private readonly windows = new FixedWindows({
    windowMs: WINDOW_SECONDS * 1000,
    maxClients: MAX_CLIENTS,
  });

  constructor(private readonly parts: RateLimitParts) {}

  /**
   * Counts a request that came from `address`.
   *
   * @param nowMs monotonic milliseconds
   */
  judge(address: string, nowMs: number): RateVerdict {
    const limit = this.parts.quota(nowMs);
    if (limit === undefined) return UNLIMITED;
    const allowance = this.windows.take(clientOf(address), limit, nowMs);
    const headers = headersOf(allowance);
    if (!allowance.isExceeded) return { headers, refusal: undefined };
    this.parts.onRefused();
    return { headers, refusal: refusalOf(allowance) };
  }

  /**
   * Counts a request that came from `address` unless it would be refused: `undefined` then.
   *
   * @param nowMs monotonic milliseconds
   */
  admit(address: string, nowMs: number): readonly string[] | undefined {
    const limit = this.parts.quota(nowMs);
    if (limit === undefined) return UNLIMITED.headers;
    const client = clientOf(address);
    if (this.windows.isUsedUp(client, limit, nowMs)) return undefined;
    return headersOf(this.windows.take(client, limit, nowMs));
  }
}
