/** A time as Prometheus writes it, in one unit. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

function secondsOf(duration: Duration): number {
  const unit = duration.slice(-1) as keyof typeof UNIT_SECONDS;
  return Number(duration.slice(0, -1)) * UNIT_SECONDS[unit];
}

/** How the times of rules are written: as they are, or shorter so that a test need not wait for days. */
export interface TimeScale {
  /** For ranges, offsets and `for`. */
  range(duration: Duration): string;
  /** For comparisons with differences of timestamps. */
  seconds(duration: Duration): number;
}

/** Times as they are. */
export const REAL_TIME: TimeScale = {
  range: (duration) => duration,
  seconds: secondsOf,
};

/** Times divided by `factor`, to the millisecond. */
export function fasterTime(factor: number): TimeScale {
  return {
    range: (duration) => `${Math.max(1, Math.round((secondsOf(duration) * 1000) / factor))}ms`,
    seconds: (duration) => secondsOf(duration) / factor,
  };
}
