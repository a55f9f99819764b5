import { setTimeout as delay } from 'node:timers/promises';

/** Time, as the worker reads and waits for it. */
export interface Clock {
  /** What the clock on the wall says. It may be set, and jumps when the machine wakes up. */
  readonly now: () => Date;
  /** Milliseconds since some moment; never goes back. */
  readonly elapsed: () => number;
  /**
   * Waits.
   *
   * @param ms milliseconds
   * @throws the reason of `signal`, when it ends the wait
   */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The longest delay a timer of Node takes; more fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  try {
    for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
      await delay(Math.min(left, LONGEST_TIMER_MS), undefined, signal && { signal });
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep,
};
