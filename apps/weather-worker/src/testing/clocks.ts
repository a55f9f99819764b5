import type { Clock } from '../timing/clock';

/** A clock whose waits are over at once, and remembered. */
export class SkippingClock implements Clock {
  /** Every wait, in milliseconds. */
  readonly naps: number[] = [];
  private passed = 0;

  constructor(private readonly start: Date = new Date('2026-11-23T12:00:00Z')) {}

  readonly now = (): Date => new Date(this.start.getTime() + this.passed);
  readonly elapsed = (): number => this.passed;
  readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    this.naps.push(ms);
    this.passed += ms;
    await Promise.resolve();
  };

  /** Lets time pass without a wait. */
  pass(ms: number): void {
    this.passed += ms;
  }
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is advanced. */
export class ManualClock implements Clock {
  private sleepers: Sleeper[] = [];
  private passed = 0;

  constructor(private start: Date) {}

  readonly now = (): Date => new Date(this.start.getTime() + this.passed);
  readonly elapsed = (): number => this.passed;
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = () => {
        reject(signal?.reason as Error);
      };
      const wake = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      if (signal?.aborted === true) giveUp();
      signal?.addEventListener('abort', giveUp, { once: true });
      this.sleepers.push({ wakesAt: this.passed + ms, wake });
    });

  /** Lets time pass; who wakes meanwhile does so at the right moment. */
  async advance(ms: number): Promise<void> {
    const until = this.passed + ms;
    await settled();
    for (let next = this.nextSleeper(until); next !== undefined; next = this.nextSleeper(until)) {
      this.passed = Math.max(this.passed, next.wakesAt);
      next.wake();
      await settled();
    }
    this.passed = until;
    await settled();
  }

  /** Puts the machine to sleep: time passes, and nobody wakes until it is over. */
  async suspend(ms: number): Promise<void> {
    this.passed += ms;
    await this.advance(0);
  }

  /** Sets the clock on the wall; no time passes. */
  set(now: Date): void {
    this.start = new Date(now.getTime() - this.passed);
  }

  private nextSleeper(until: number): Sleeper | undefined {
    const next = this.sleepers
      .filter(({ wakesAt }) => wakesAt <= until)
      .sort((a, b) => a.wakesAt - b.wakesAt)[0];
    this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
    return next;
  }
}

/** Waits until all work that is only waiting for other work is done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
