import type { Clock } from '../timing/clock';
import { SourceError } from './source-error';

/** How calls are repeated. */
export interface RetryPolicy {
  /** How often after the first call. */
  readonly retries: number;
  readonly clock: Pick<Clock, 'sleep'>;
  /** 0 ≤ number < 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A source that asks to wait longer than this has no answer for this run. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** How long to wait before the repetition `attempt` (from 0), in milliseconds. */
function delayOf({ retryAfterMs }: SourceError, attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  const backoff = random() * full;
  return retryAfterMs === undefined
    ? backoff
    : Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs) + backoff;
}

/**
 * Calls until it succeeds, or fails for good. Delays double and are drawn from their whole range, so
 * that workers that failed together do not come back together; what the source asks for in
 * Retry-After comes on top.
 *
 * A loop of its own because the delay depends on the error, which a policy of a library would have
 * to be told twice.
 */
export async function withRetries<T>(call: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { retries, clock, random, signal } = policy;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const isFinal = !(error instanceof SourceError) || !error.isRetryable || attempt >= retries;
      if (isFinal) throw error;
      await clock.sleep(delayOf(error, attempt, random), signal);
    }
  }
}
