import fc from 'fast-check';
import { newestKeys, type NewestQuery } from './newest-keys';
import { observedStore, type StoreCall } from './observed-store';
import { ProductKeys } from './product-keys';
import { MemoryObjectStore } from './testing/memory-object-store';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = new Date('2026-11-23T12:30:00Z');
const keys = new ProductKeys();

/** A store with a product at each instant. */
function storeOf(instants: readonly (Date | number)[], foreign: readonly string[] = []) {
  const store = new MemoryObjectStore();
  for (const instant of instants) store.plant(keys.keyFor(new Date(instant)), '');
  for (const key of foreign) store.plant(keys.prefix + key, '');
  return store;
}

/** `count` instants up to `last`, an equal step apart. */
function every(step: number, count: number, last: Date | number = NOW): readonly number[] {
  return Array.from({ length: count }, (_, index) => new Date(last).getTime() - index * step);
}

interface Counted {
  readonly keys: readonly string[];
  readonly hasOlder: boolean;
  /** Round trips. */
  readonly calls: number;
}

async function walk(store: MemoryObjectStore, query: Partial<NewestQuery>): Promise<Counted> {
  const calls: StoreCall[] = [];
  const observed = observedStore(store, (call) => calls.push(call));
  const newest = await newestKeys(observed, keys, { count: 1, now: NOW, ...query });
  return { ...newest, calls: calls.reduce((sum, { roundTrips }) => sum + roundTrips, 0) };
}

interface Product {
  readonly key: string;
  readonly instant: Date;
}

const sorted = new WeakMap<MemoryObjectStore, readonly Product[]>();

/** All products of a store, oldest first. */
function productsOf(store: MemoryObjectStore): readonly Product[] {
  const known = sorted.get(store);
  if (known !== undefined) return known;
  const products = [...store.objects.keys()].sort().flatMap((key) => {
    const instant = keys.instantOf(key);
    return instant === undefined ? [] : [{ key, instant }];
  });
  sorted.set(store, products);
  return products;
}

/** What the walk has to find: all keys, sorted, cut. */
function expected(store: MemoryObjectStore, query: Partial<NewestQuery>) {
  const { count = 1, from, to, before } = query;
  const all = productsOf(store).filter(({ key, instant }) => {
    if (before !== undefined && key >= before) return false;
    return (from === undefined || instant >= from) && (to === undefined || instant < to);
  });
  return { keys: all.slice(-count).map(({ key }) => key), hasOlder: all.length > count };
}

async function assertFound(store: MemoryObjectStore, query: Partial<NewestQuery>): Promise<number> {
  const { calls, ...found } = await walk(store, query);
  expect(found).toEqual(expected(store, query));
  return calls;
}

describe('the cost of newestKeys', () => {
  const long = storeOf(every(0.876 * HOUR, 100_000));
  const short = storeOf(every(0.876 * HOUR, 110));

  it.each([1, 24, 100])('is one call for %i, however long the history', async (count) => {
    expect(await assertFound(long, { count })).toBe(1);
    expect(await assertFound(short, { count })).toBe(1);
  });

  it('is one call for each 1,000 keys of the window', async () => {
    expect(await assertFound(long, { count: 1000 })).toBeLessThanOrEqual(2);
  });

  it('is one call just after midnight, and with a clock that is behind or ahead', async () => {
    for (const now of ['2026-11-23T00:00:01Z', '2026-11-22T12:30:00Z', '2026-11-24T06:00:00Z']) {
      expect(await assertFound(long, { count: 24, now: new Date(now) })).toBe(1);
    }
  });

  it('is one call in the middle of the history', async () => {
    const to = new Date('2021-03-01T00:00:00Z');

    expect(await assertFound(long, { count: 24, to })).toBe(1);
    expect(await assertFound(long, { count: 24, before: keys.keyFor(to) })).toBe(1);
    expect(await assertFound(long, { count: 24, from: new Date(to.getTime() - DAY), to })).toBe(1);
  });

  it('does not depend on the history before data that is old', async () => {
    const last = new Date('2024-11-23T12:00:00Z');
    const costs = [110, 1_000, 20_000].map((count) =>
      assertFound(storeOf(every(HOUR, count, last)), { count: 24 }),
    );

    expect(await Promise.all(costs)).toEqual([6, 6, 6]);
  });

  it('is two calls for an empty store', async () => {
    expect(await assertFound(storeOf([]), { count: 24 })).toBe(2);
  });

  it('is bounded by the products asked for when they are sparse', async () => {
    const monthly = Array.from({ length: 240 }, (_, month) => Date.UTC(2006, 11 + month, 1));

    expect(await assertFound(storeOf(monthly), { count: 1 })).toBeLessThan(12);
    expect(await assertFound(storeOf(monthly), { count: 24 })).toBeLessThan(80);
  });

  it('shrinks with a better figure of how many products a day has', async () => {
    const dense = storeOf(every(60_000, 20_000));

    expect(await assertFound(dense, { count: 500, perDay: 1440 })).toBeLessThan(
      await assertFound(dense, { count: 500 }),
    );
  });
});

describe('newestKeys', () => {
  it('finds all when there are fewer than asked for', async () => {
    await assertFound(storeOf(every(HOUR, 5)), { count: 24 });
    await assertFound(storeOf(every(HOUR, 24)), { count: 24 });
    await assertFound(storeOf(every(100 * DAY, 12)), { count: 24 });
  });

  it.each([1001, 5000])('finds the newest of %i products of one day', async (count) => {
    const store = storeOf(every(10_000, count, new Date('2026-11-23T23:59:50Z')));

    await assertFound(store, { count: 24 });
    await assertFound(store, { count: 1000, to: new Date('2026-11-23T20:00:00Z') });
  });

  it.each(['2024-02-29T00:00:00Z', '2026-01-01T00:00:00Z', '2026-11-23T00:00:00Z'])(
    'crosses the midnight of %s',
    async (midnight) => {
      const store = storeOf(every(HOUR, 60, new Date(midnight).getTime() + 2 * HOUR));

      for (const count of [1, 3, 4, 30]) {
        await assertFound(store, { count, now: new Date(midnight) });
        await assertFound(store, { count, to: new Date(midnight) });
      }
    },
  );

  it('crosses holes of months', async () => {
    const hours = ['2026-11-23', '2026-05-01', '2025-12-31', '2023-02-28'].flatMap((day) =>
      every(HOUR, 4, new Date(`${day}T03:00:00Z`)),
    );

    for (const count of [3, 4, 5, 9, 16, 17]) await assertFound(storeOf(hours), { count });
  });

  it('takes keys of the future for newest', async () => {
    const future = new Date('2031-01-01T00:00:00Z');

    await assertFound(storeOf([...every(HOUR, 60), future.getTime()]), { count: 24 });
  });

  it('passes over what is no product', async () => {
    const foreign = ['.tmp', '_manifest', '2025/13/45/000000.jsonl', '2026/11/23/notes.txt'];
    const more = [
      'latest.jsonl',
      '2026/11/31/000000.jsonl',
      'zzz/1',
      '2026/11/23/120000.jsonl.tmp',
    ];
    const store = storeOf(every(40 * DAY, 10), [...foreign, ...more, '2026/1/1/000000.jsonl']);

    for (const count of [1, 5, 10, 11]) await assertFound(store, { count });
  });

  it('honours both bounds, to the millisecond', async () => {
    const store = storeOf(every(HOUR, 200));
    const at = new Date('2026-11-20T07:30:00Z');

    for (const shift of [-1, 0, 1]) {
      const bound = new Date(at.getTime() + shift);
      await assertFound(store, { count: 10, from: bound });
      await assertFound(store, { count: 500, from: bound });
      await assertFound(store, { count: 10, to: bound });
    }
  });

  it('is empty for bounds that hold nothing', async () => {
    const store = storeOf(every(HOUR, 50));
    const far = (text: string): Date => new Date(text);

    await assertFound(store, { from: far('2027-01-01') });
    await assertFound(store, { from: far('2026-11-22'), to: far('2026-11-22') });
    await assertFound(store, { to: far('1999-01-01') });
    await assertFound(store, { to: far('-000100-01-01T00:00:00Z') });
    await assertFound(store, { from: far('+012000-01-01T00:00:00Z') });
    await assertFound(store, { before: keys.prefix });
    await assertFound(store, { before: '' });
  });

  it('fails as the store fails', async () => {
    const signal = AbortSignal.abort(new Error('gone'));

    await expect(walk(storeOf([]), { signal })).rejects.toMatchObject({ action: 'keys' });
  });

  it('finds what sorting all keys finds', async () => {
    const span = { min: NOW.getTime() - 800 * DAY, max: NOW.getTime() + 2 * DAY };
    const instant = fc.integer(span);
    const near = fc.integer({ min: 0, max: 60 * 24 }).map((n) => NOW.getTime() - n * 20 * 60_000);
    const bound = fc.option(fc.oneof(instant, near), { nil: undefined });
    const dateOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(instant, near), { maxLength: 120 }),
        fc.record({
          count: fc.integer({ min: 1, max: 130 }),
          from: bound,
          to: bound,
          before: bound,
        }),
        async (instants, { count, from, to, before }) => {
          const key = before === undefined ? undefined : keys.keyFor(new Date(before));
          const query = { count, from: dateOf(from), to: dateOf(to), before: key };
          await assertFound(storeOf(instants, ['_x/1', '2025/13/01/000000.jsonl']), query);
        },
      ),
      { numRuns: 300 },
    );
  });
});
