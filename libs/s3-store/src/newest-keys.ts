import type { ObjectStore } from './object-store';
import type { ProductKeys } from './product-keys';
import { dayFolders } from './newest/day-folders';
import { galloping } from './newest/galloping';
import { KeyRange, type RangeBounds } from './newest/key-range';

/** Which products are asked for: the newest of a range. */
export interface NewestQuery extends RangeBounds {
  /** How many, at least 1. */
  readonly count: number;
  readonly now: Date;
  /**
   * How many products a day has, as far as that is known. A better figure saves calls.
   *
   * @default 24, and never less
   */
  readonly perDay?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The newest keys of a range. */
export interface NewestKeys {
  /** Oldest first. */
  readonly keys: readonly string[];
  /** Whether the range holds older ones besides. */
  readonly hasOlder: boolean;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('0000-01-01T00:00:00Z');
const LAST_DAY = Date.parse('9999-12-31T00:00:00Z');
const LEAST_PER_DAY = 24;

/** One search, with what all its steps need. */
interface Search {
  readonly store: ObjectStore;
  readonly keys: ProductKeys;
  readonly range: KeyRange;
  /** One key more than asked for: it tells whether there are older ones. */
  readonly wanted: number;
  readonly perDay: number;
  readonly signal: AbortSignal | undefined;
}

/** The start of the day of an instant, in UTC, within the years that have four digits. */
function dayOf(instant: number): Date {
  const clamped = Math.min(LAST_DAY, Math.max(FIRST_DAY, instant));
  return new Date(Math.floor(clamped / DAY_MS) * DAY_MS);
}

/** The first day of the listing that should hold all that is wanted. */
function windowStartOf({ range, wanted, perDay }: Search, now: Date): Date {
  const end = Math.min(range.end, now.getTime() + DAY_MS);
  const days = Math.ceil(wanted / perDay) + 1;
  return dayOf(end - days * DAY_MS);
}

/** The newest wanted keys of an ascending listing, oldest first. */
async function newestOf(
  listing: AsyncIterable<string>,
  { range, wanted }: Search,
): Promise<readonly string[]> {
  let found: string[] = [];
  for await (const key of listing) {
    const standing = range.standingOf(key);
    if (standing === 'above') break;
    if (standing === 'within') found.push(key);
    if (found.length >= 2 * wanted) found = found.slice(-wanted);
  }
  return found.slice(-wanted);
}

/** The newest `missing` keys of the days before `windowStart`, oldest first. */
async function olderKeys(
  search: Search,
  windowStart: Date,
  missing: number,
): Promise<readonly string[]> {
  const { store, keys, range, signal, perDay } = search;
  const first = range.start === -Infinity ? undefined : keys.dayPrefix(dayOf(range.start));
  const days = dayFolders(store, keys, { first, behind: keys.dayPrefix(windowStart), signal });
  const list = (day: string): Promise<readonly string[]> =>
    newestOf(store.keys(day, { signal }), search);
  const older: (readonly string[])[] = [];
  let found = 0;
  for await (const day of galloping(days, list, Math.ceil(missing / perDay))) {
    older.unshift(day);
    found += day.length;
    if (found >= missing) break;
  }
  return older.flat();
}

function answerOf(found: readonly string[], count: number): NewestKeys {
  const surplus = Math.max(0, found.length - count);
  return { keys: found.slice(surplus), hasOlder: surplus > 0 };
}

/**
 * The newest products of a range, at a cost that does not grow with the history: one listing of the
 * last days, which nearly always holds enough; else a descent by years, months and days, newest
 * first, from there. What is no product's key is passed over; keys of the future count as newest.
 *
 * @throws {ObjectStoreError} when the store fails
 */
export async function newestKeys(
  store: ObjectStore,
  keys: ProductKeys,
  query: NewestQuery,
): Promise<NewestKeys> {
  const { count, signal } = query;
  const perDay = Math.max(query.perDay ?? 0, LEAST_PER_DAY);
  const range = new KeyRange(keys, query);
  const search = { store, keys, range, wanted: count + 1, perDay, signal };
  const windowStart = windowStartOf(search, query.now);
  const firstDay = dayOf(range.start);
  const isWhole = firstDay >= windowStart;
  const after = keys.dayPrefix(isWhole ? firstDay : windowStart);
  const tail = await newestOf(store.keys(keys.prefix, { after, signal }), search);
  const missing = search.wanted - tail.length;
  const older = isWhole || missing <= 0 ? [] : await olderKeys(search, windowStart, missing);
  return answerOf([...older, ...tail], count);
}
