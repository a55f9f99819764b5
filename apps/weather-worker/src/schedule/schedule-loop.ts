import type { CatchUpPolicy } from '../config/variables';
import type { Clock } from '../timing/clock';
import type { Occurrences } from './occurrences';
import type { SkipReason } from './skips';

/** When runs are due. */
export interface ScheduleSettings {
  readonly occurrences: Occurrences;
  /** Runs start up to so much later, in milliseconds. */
  readonly jitterMs: number;
  readonly catchUp: CatchUpPolicy;
  /** How far back missed runs are made up for, in milliseconds. */
  readonly catchUpWindowMs: number;
}

/** What the schedule does and tells. */
export interface ScheduleParts {
  readonly clock: Clock;
  /** 0 ≤ number < 1. */
  readonly random: () => number;
  /** Whether anything was published for `at`. */
  readonly hasProduct: (at: Date) => Promise<boolean>;
  /** Does the run of `at`. Never rejects: a run that failed has been told of. */
  readonly run: (at: Date) => Promise<void>;
  readonly onSkip: (reason: SkipReason, at: Date) => void;
}

/** A run that begins later than this after its time was slept through. */
const ON_TIME_MS = 60_000;
/** How late the loop may be before it counts as stuck. */
const STUCK_AFTER_MS = 120_000;
/** Waiting is done in slices, to notice a clock that was set. */
const LONGEST_WAIT_MS = 60_000;

/** Does runs by the clock, one at a time. */
export class ScheduleLoop {
  private isRunning = false;
  private hasEnded = false;
  private due: Date | undefined;
  /** Every scheduled time up to here was run or skipped. */
  private handled: Date;

  constructor(
    private readonly settings: ScheduleSettings,
    private readonly parts: ScheduleParts,
  ) {
    this.handled = parts.clock.now();
  }

  /** Runs until `stop`; a run that goes on then is waited for. */
  async start(stop: AbortSignal): Promise<void> {
    this.handled = this.parts.clock.now();
    try {
      await this.catchUp(this.firstToCatchUp(), stop);
      await this.settle(stop);
      while (!stop.aborted) await this.next(stop);
    } finally {
      this.hasEnded = true;
    }
  }

  /** Whether the loop goes on and nothing is overdue. */
  isAlive(): boolean {
    if (this.hasEnded) return false;
    if (this.isRunning || this.due === undefined) return true;
    const late = this.parts.clock.now().getTime() - this.due.getTime();
    return late <= this.settings.jitterMs + STUCK_AFTER_MS;
  }

  /** Waits a while, or does what is due. */
  private async next(stop: AbortSignal): Promise<void> {
    const now = this.parts.clock.now();
    // A clock that was set back: repeating a run changes nothing, leaving one out would.
    if (now < this.handled) this.handled = now;
    this.due = this.settings.occurrences.after(this.handled);
    const left = (this.due?.getTime() ?? Infinity) - now.getTime();
    if (this.due === undefined || left > 0) await this.wait(Math.min(left, LONGEST_WAIT_MS), stop);
    else if (left < -ON_TIME_MS) await this.afterSleep(now, stop);
    else await this.runAtItsTime(this.due, stop);
  }

  private async runAtItsTime(at: Date, stop: AbortSignal): Promise<void> {
    const { random } = this.parts;
    this.handled = at;
    if (!(await this.wait(this.settings.jitterMs * random(), stop))) return;
    await this.run(at);
    await this.settle(stop);
  }

  /** The machine slept, or its clock was set: what was due meanwhile is made up for, or skipped. */
  private async afterSleep(now: Date, stop: AbortSignal): Promise<void> {
    const first = this.settings.occurrences.after(this.handled) ?? now;
    const from = this.settings.catchUp === 'all' ? later(first, this.windowStart(now)) : first;
    this.handled = now;
    await this.catchUp(from, stop, this.parts.onSkip);
    await this.settle(stop);
  }

  /** Deals with what was due from `from` until what is handled. */
  private async catchUp(
    from: Date,
    stop: AbortSignal,
    onSkip: ScheduleParts['onSkip'] = () => undefined,
  ): Promise<void> {
    const { occurrences } = this.settings;
    const until = this.handled;
    const latest = occurrences.latestAt(until);
    for (const at of occurrences.between(from, new Date(until.getTime() + 1))) {
      if (stop.aborted) return;
      if (!this.isMadeUpFor(at, latest)) onSkip('missed', at);
      else if (!(await this.parts.hasProduct(at))) await this.run(at);
    }
  }

  private isMadeUpFor(at: Date, latest: Date | undefined): boolean {
    const { catchUp } = this.settings;
    return catchUp === 'all' || (catchUp === 'latest' && at.getTime() === latest?.getTime());
  }

  /** Deals with what fell due while a run went on. */
  private async settle(stop: AbortSignal): Promise<void> {
    const { occurrences, catchUp } = this.settings;
    const { clock, onSkip } = this.parts;
    for (;;) {
      const from = new Date(this.handled.getTime() + 1);
      this.handled = later(this.handled, clock.now());
      const due = [...occurrences.between(from, new Date(this.handled.getTime() + 1))];
      if (due.length === 0 || stop.aborted) return;
      if (catchUp === 'all') await this.catchUp(from, stop);
      else for (const at of due) onSkip('overlap', at);
    }
  }

  private firstToCatchUp(): Date {
    const { occurrences, catchUp } = this.settings;
    const now = this.handled;
    return catchUp === 'all' ? this.windowStart(now) : (occurrences.latestAt(now) ?? now);
  }

  private windowStart(now: Date): Date {
    return new Date(now.getTime() - this.settings.catchUpWindowMs);
  }

  private async run(at: Date): Promise<void> {
    this.isRunning = true;
    await this.parts.run(at);
    this.isRunning = false;
  }

  /** Answers whether the time passed; not when the schedule is to stop. */
  private async wait(ms: number, stop: AbortSignal): Promise<boolean> {
    try {
      await this.parts.clock.sleep(ms, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
    return !stop.aborted;
  }
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
