/** Upper bounds of the buckets for the duration of a run, seconds. */
export const DURATION_BOUNDS = [1, 5, 10, 30, 60, 120, 180, 300, 600, 1800, 3600] as const;

/** Durations, counted by bucket. */
export class DurationCounts {
  /** How many fell into each bucket and none below; the last is beyond all bounds. */
  private readonly counts = DURATION_BOUNDS.map(() => 0).concat(0);
  sum = 0;

  observe(seconds: number): void {
    const found = DURATION_BOUNDS.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? DURATION_BOUNDS.length : found;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += seconds;
  }

  /** How many were at most as long as each bound, and at last how many there are. */
  cumulative(): readonly number[] {
    let total = 0;
    return this.counts.map((count) => (total += count));
  }
}
