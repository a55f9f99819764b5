/**
 * How long after its end a run is remembered, seconds. A run shows up again whenever something about
 * it changes; by then it ended within this time of the last poll, or it was counted before that.
 */
export const REMEMBERED_SECONDS = 3600;

/**
 * Tells runs that were counted from those that were not, in memory that is bounded by the runs of an
 * hour: all that ended longer before the last complete poll were counted by then.
 */
export class RecentRuns {
  private readonly ends = new Map<string, number>();

  /** @param coveredUntil the time up to which everything was or is being counted, Unix seconds */
  constructor(private coveredUntil: number) {}

  /** Whether a run that ended at `endedAt` has not been counted yet. */
  isNew(id: string, endedAt: number): boolean {
    return !this.isLongOver(endedAt) && !this.ends.has(id);
  }

  /** Whether it ended so long ago that {@link isNew} does not need to know it. */
  isLongOver(endedAt: number): boolean {
    return endedAt <= this.coveredUntil - REMEMBERED_SECONDS;
  }

  /** Notes that a run is counted. */
  note(id: string, endedAt: number): void {
    if (!this.isLongOver(endedAt)) this.ends.set(id, endedAt);
  }

  /** Forgets what need not be known any more, once all that ended before `time` is counted. */
  cover(time: number): void {
    this.coveredUntil = Math.max(this.coveredUntil, time);
    for (const [id, endedAt] of this.ends) if (this.isLongOver(endedAt)) this.ends.delete(id);
  }

  get size(): number {
    return this.ends.size;
  }
}
