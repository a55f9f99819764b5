import type { City, Source } from '@weather/weather-domain';
import type { Clock } from '../timing/clock';
import { httpGet, HttpError, type HttpAnswer } from './http-get';
import type { RateLimit } from './rate-limit';
import { retryAfterMs } from './retry-after';
import { withRetries } from './retry';
import { SourceError, UnauthorizedError, type SourceFailure } from './source-error';

/** What became of one call: `ok`, or why not. */
export type CallOutcome = 'ok' | SourceFailure;

/** One call of a source, for metrics. */
export interface SourceCall {
  readonly source: Source;
  readonly outcome: CallOutcome;
  readonly seconds: number;
}

/** How a source is called. */
export interface CallSettings {
  readonly source: Source;
  /** No limit where it is `undefined`. */
  readonly rateLimit: RateLimit | undefined;
  /** For headers and body of one call, in milliseconds. */
  readonly timeoutMs: number;
  /** How often a call is repeated after a fault that may pass. */
  readonly retries: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told of every call. */
  readonly onCall: (call: SourceCall) => void;
}

/** One question to a source. */
export interface SourceQuestion {
  readonly city: City;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The statuses that mean something of their own; other errors are told by their hundred. */
const REASONS: Readonly<Record<number, SourceFailure>> = {
  401: 'unauthorized',
  404: 'not_found',
  408: 'timeout',
  429: 'rate_limited',
};

/** Why an answer with `status` is none. */
export function reasonOfStatus(status: number): SourceFailure {
  if (status >= 500 && status < 600) return 'server_error';
  return REASONS[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'invalid_answer');
}

function outcomeOf(error: unknown): CallOutcome | undefined {
  if (error instanceof SourceError) return error.reason;
  return error instanceof UnauthorizedError ? 'unauthorized' : undefined;
}

function failureOfCall(city: City, error: unknown): unknown {
  if (!(error instanceof HttpError)) return error;
  const reason = error.kind === 'too_large' ? 'invalid_answer' : error.kind;
  return new SourceError(city, { reason, because: error.message }, { cause: error });
}

/** Calls a source over HTTP: within its rate, in time, again when that may help, and counted. */
export class SourceCalls {
  constructor(private readonly settings: CallSettings) {}

  /**
   * What `read` makes of the answer.
   *
   * @param read may throw what `get` throws
   * @throws {SourceError} when there is no answer for the city
   * @throws {UnauthorizedError} when there is none for any
   */
  get<T>(question: SourceQuestion, read: (answer: HttpAnswer) => T): Promise<T> {
    const { retries, clock, random } = this.settings;
    const { signal } = question;
    return withRetries(() => this.once(question, read), { retries, clock, random, signal });
  }

  private async once<T>(question: SourceQuestion, read: (answer: HttpAnswer) => T): Promise<T> {
    const { rateLimit, clock } = this.settings;
    await rateLimit?.pass(question.signal);
    const started = clock.elapsed();
    try {
      const value = read(await this.answer(question));
      this.tell('ok', started);
      return value;
    } catch (error) {
      this.tell(outcomeOf(error), started);
      throw error;
    }
  }

  private async answer({ city, url, headers, signal }: SourceQuestion): Promise<HttpAnswer> {
    try {
      return await httpGet(url, { headers, signal, timeoutMs: this.settings.timeoutMs });
    } catch (error) {
      throw failureOfCall(city, error);
    }
  }

  /** Calls that were ended from outside have no outcome. */
  private tell(outcome: CallOutcome | undefined, started: number): void {
    const { source, clock, onCall } = this.settings;
    const seconds = (clock.elapsed() - started) / 1000;
    if (outcome !== undefined) onCall({ source, outcome, seconds });
  }
}

/** The failure that an answer with an error status is. */
export function failureOfAnswer(
  city: City,
  { status, headers }: HttpAnswer,
  context: { readonly said: string; readonly now: Date },
): SourceError {
  const reason = reasonOfStatus(status);
  const because = `HTTP ${status}${context.said === '' ? '' : `, ${context.said}`}`;
  const wait = retryAfterMs(headers['retry-after'], context.now);
  return new SourceError(city, { reason, because, status, retryAfterMs: wait });
}
