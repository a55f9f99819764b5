import type { Clock } from '../timing/clock';

/** So many calls in so much time. */
export interface Rate {
  /** At least 1. */
  readonly calls: number;
  /** Milliseconds. */
  readonly perMs: number;
}

/** Added to the window, because calls may take longer to arrive at first than later. */
const MARGIN = 1.02;

/**
 * Lets at most so many calls pass in any window of time, wherever it begins. Callers pass in the
 * order in which they come.
 */
export class RateLimit {
  /** When the last calls pass, as a ring: the oldest stands at `next`. */
  private readonly passes: Float64Array;
  private readonly windowMs: number;
  private next = 0;

  constructor(
    rate: Rate,
    private readonly clock: Clock,
  ) {
    this.passes = new Float64Array(rate.calls).fill(-Infinity);
    this.windowMs = rate.perMs * MARGIN;
  }

  /**
   * Waits for the caller's turn. A caller that gives up leaves its turn unused.
   *
   * @throws the reason of `signal`, when it ends the wait
   */
  async pass(signal: AbortSignal): Promise<void> {
    const now = this.clock.elapsed();
    const oldest = this.passes[this.next] ?? -Infinity;
    const turn = Math.max(now, oldest + this.windowMs);
    this.passes[this.next] = turn;
    this.next = (this.next + 1) % this.passes.length;
    if (turn > now) await this.clock.sleep(turn - now, signal);
  }
}
