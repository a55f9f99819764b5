import type { LookUp } from '@weather/vault-secrets';
import { maxRequestsSchema } from './api-settings';

/** How often the setting is looked at, ms. */
const EVERY_MS = 1000;

/** Where the quota comes from. */
export interface RequestQuotaOptions {
  /** Looks `MAX_REQUESTS` up as of now. */
  readonly lookUp: LookUp;
  /** Told once for each new value that cannot be used, and why. */
  readonly onFault: (reason: string) => void;
}

/**
 * How many requests a client may send per minute, as of now: `MAX_REQUESTS` is looked up again once
 * a second, so that a rotated secret counts within seconds. A value that cannot be used leaves the
 * last good one in force, because a typing error must neither lift a limit nor shut clients out.
 */
export class RequestQuota {
  private checkedAt = Number.NEGATIVE_INFINITY;
  private limit: number | undefined;
  private lastFault = '';

  constructor(private readonly options: RequestQuotaOptions) {}

  /**
   * Requests per minute and client; `undefined` is no limit.
   *
   * @param nowMs monotonic milliseconds
   */
  current(nowMs: number): number | undefined {
    if (nowMs - this.checkedAt >= EVERY_MS) {
      this.checkedAt = nowMs;
      this.refresh();
    }
    return this.limit;
  }

  private refresh(): void {
    try {
      this.take(this.options.lookUp('MAX_REQUESTS'));
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
    }
  }

  private take(text: string | undefined): void {
    const parsed = maxRequestsSchema.safeParse(text === '' ? undefined : text);
    if (parsed.success) {
      this.limit = parsed.data;
      this.lastFault = '';
    } else {
      const expected = parsed.error.issues.map(({ message }) => message).join('; ');
      this.complain(`MAX_REQUESTS="${text ?? ''}": ${expected}`);
    }
  }

  private complain(reason: string): void {
    if (reason === this.lastFault) return;
    this.lastFault = reason;
    this.options.onFault(reason);
  }
}
