import type { ProductReader } from '@weather/s3-store';
import type { EventLoopLag } from '../http/event-loop-lag';
import type { Serving } from '../http/serving';

/**
 * So old may the last successful listing be, ms. As long as answers may be reused while the store
 * fails (`stale-if-error`): a short outage of the store must not take every replica out of service.
 */
const MAX_LISTING_AGE_MS = 600_000;

/** What the condition of the program shows in. */
export interface ConditionParts {
  readonly reader: Pick<ProductReader, 'lastListedAt'>;
  readonly serving: Serving;
  readonly lag: EventLoopLag;
  readonly now: () => Date;
}

/** Whether the store has been listed, as of now. Nothing is asked of the store for it. */
export interface ListingState {
  readonly isRecent: boolean;
  /** ISO 8601; `undefined` before the first success. */
  readonly listedAt: string | undefined;
}

/** How the program is: told from what is known, never by asking the store. */
export class Condition {
  constructor(private readonly parts: ConditionParts) {}

  /** The program takes requests and is not on its way out. */
  get isAccepting(): boolean {
    return !this.parts.serving.isDraining;
  }

  /** How far the event loop is behind, ms. */
  get lagMs(): number {
    return this.parts.lag.currentMs;
  }

  listing(): ListingState {
    const { lastListedAt } = this.parts.reader;
    if (lastListedAt === undefined) return { isRecent: false, listedAt: undefined };
    const ageMs = this.parts.now().getTime() - lastListedAt.getTime();
    return { isRecent: ageMs <= MAX_LISTING_AGE_MS, listedAt: lastListedAt.toISOString() };
  }
}
