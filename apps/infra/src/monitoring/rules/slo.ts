import type { Duration, TimeScale } from '../time-scale';
import type { RecordingRule } from './rule';

/** A promise on a share of something, over 30 days. */
export interface Objective {
  /** Begins the names of its recorded series: `<name>:error_ratio`. */
  readonly name: string;
  /** The share that must be good, such as 0.999. */
  readonly target: number;
  /** PromQL: the share that was bad within a range, such as `5m`. */
  readonly badShare: (range: string) => string;
}

/** A speed at which the error budget is used up, and how it is noticed. */
export interface BurnRate {
  /** How many times as fast as would use it up in exactly 30 days. */
  readonly factor: number;
  /** It burned so fast over this time, */
  readonly long: Duration;
  /** and still does. */
  readonly short: Duration;
}

/** Pairs of windows as in Google's SRE workbook: https://sre.google/workbook/alerting-on-slos/ */
export const BURN_RATES = {
  /** 2 % of the budget in an hour, or 5 % in six. */
  fast: [
    { factor: 14.4, long: '1h', short: '5m' },
    { factor: 6, long: '6h', short: '30m' },
  ],
  /** 10 % in a day or in three. */
  slow: [
    { factor: 3, long: '1d', short: '2h' },
    { factor: 1, long: '3d', short: '6h' },
  ],
} as const satisfies Readonly<Record<string, readonly BurnRate[]>>;

const WINDOWS = [
  ...new Set(Object.values(BURN_RATES).flatMap((rates) => rates.flatMap((r) => [r.long, r.short]))),
];

function seriesOf({ name }: Objective, window: Duration): string {
  return `${name}:error_ratio${window}`;
}

/** The share that was bad, kept for each window that alerts look at. */
export function errorRatios(objective: Objective, time: TimeScale): readonly RecordingRule[] {
  return WINDOWS.map((window) => ({
    record: seriesOf(objective, window),
    expr: objective.badShare(time.range(window)),
  }));
}

/** PromQL that answers something while the budget burns at one of these rates. */
export function burns(objective: Objective, rates: readonly BurnRate[]): string {
  const budget = 1 - objective.target;
  const conditions = rates.map(({ factor, long, short }) => {
    const limit = Number((factor * budget).toPrecision(6));
    return `(${seriesOf(objective, long)} > ${limit} and ${seriesOf(objective, short)} > ${limit})`;
  });
  return conditions.join('\nor ');
}
