import { Occurrences } from '../../schedule/occurrences';

/** Which scheduled times are made up for. */
export interface BackfillRange {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  /** Milliseconds from one time to the next; by the cron expression where it is `undefined`. */
  readonly everyMs: number | undefined;
  readonly cron: string;
}

/** Eleven years of hourly runs: more are a slip of the pen. */
export const MAX_OCCURRENCES = 100_000;

function* evenly(from: Date, to: Date, everyMs: number): Generator<Date> {
  for (let at = from.getTime(); at < to.getTime(); at += everyMs) yield new Date(at);
}

/** The scheduled times of a range, ascending. */
export function timesOf({ from, to, everyMs, cron }: BackfillRange): Iterable<Date> {
  return everyMs === undefined
    ? new Occurrences(cron).between(from, to)
    : evenly(from, to, everyMs);
}

/** How many runs a backfill takes; one more than {@link MAX_OCCURRENCES} when there are more. */
export function countOf(range: BackfillRange): number {
  const times = timesOf(range)[Symbol.iterator]();
  let count = 0;
  while (count <= MAX_OCCURRENCES && times.next().done !== true) count += 1;
  return count;
}

/** What is wrong with a range, or `undefined`. */
export function rangeFault(range: BackfillRange): string | undefined {
  const { from, to } = range;
  const between = `--from="${from.toISOString()}" --to="${to.toISOString()}"`;
  if (from >= to) return `${between}: the end is not after the beginning`;
  const count = countOf(range);
  if (count === 0) return `${between}: no run was due: choose a longer range`;
  const isTooLong = count > MAX_OCCURRENCES;
  return isTooLong
    ? `${between}: more than ${MAX_OCCURRENCES} runs: choose a part of it`
    : undefined;
}
