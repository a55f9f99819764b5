import { cityLabel, type City } from '@weather/weather-domain';

/** Why a source had no answer: few enough to be a label of a metric. */
// prettier-ignore
export const SOURCE_FAILURES = [
  'not_found', 'unauthorized', 'bad_request', 'rate_limited',
  'server_error', 'timeout', 'network', 'invalid_answer',
] as const;

export type SourceFailure = (typeof SOURCE_FAILURES)[number];

/** What is known of a failure. */
export interface FailureDetails {
  readonly reason: SourceFailure;
  /** What happened, in words without secrets. */
  readonly because: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** How long the source asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

const PASSING: readonly SourceFailure[] = ['rate_limited', 'server_error', 'timeout', 'network'];

/** A source had no answer for one city. Other cities may fare better. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly reason: SourceFailure;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly city: City,
    { reason, because, status, retryAfterMs }: FailureDetails,
    options?: ErrorOptions,
  ) {
    super(`no weather for ${cityLabel(city)}: ${because}`, options);
    this.reason = reason;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same call may succeed later. */
  get isRetryable(): boolean {
    return PASSING.includes(this.reason);
  }
}

/** The source refuses this worker, so every call would fail. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';

  /**
   * @param source who refuses
   * @param said its words, without secrets
   * @param fix what to change, and where
   */
  constructor(
    readonly source: string,
    said: string,
    readonly fix: string,
  ) {
    super(`${source} refuses this worker (${said}): ${fix}`);
  }
}
