import { ProductKeys } from './product-keys';
import { ProductReader, type ProductReaderOptions } from './product-reader';
import { observedStore } from './observed-store';
import type { ReaderEvent } from './reader/reader-event';
import { FaultyObjectStore } from './testing/faulty-object-store';
import { MemoryObjectStore } from './testing/memory-object-store';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-23T12:30:00Z');
const keys = new ProductKeys();

/** A reader, the store it stands on, its clock and all that can be seen from outside. */
function setUp(products = 60, options: ProductReaderOptions = {}) {
  const memory = new MemoryObjectStore();
  const faulty = new FaultyObjectStore(memory);
  const calls: string[] = [];
  const events: ReaderEvent[] = [];
  const clock = { ms: START };
  const store = observedStore(faulty, ({ action }) => calls.push(action));
  const reader = new ProductReader(store, keys, {
    now: () => new Date(clock.ms),
    onEvent: (event) => events.push(event),
    ...options,
  });
  const add = (hoursAgo: number, text = '{"a":1}'): string => {
    const key = keys.keyFor(new Date(START - hoursAgo * HOUR));
    memory.plant(key, text);
    return key;
  };
  const planted = Array.from({ length: products }, (_, index) => add(index)).reverse();
  const listings = (): number => calls.filter((action) => action === 'keys').length;
  return { memory, faulty, calls, events, clock, reader, add, planted, listings };
}

/** Lets everything that can go on go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

describe('ProductReader.newest', () => {
  it('answers many requests at once from one listing', async () => {
    const { reader, planted, calls } = setUp();
    const answers = await Promise.all([1, 24, 3, 24].map((count) => reader.newest(count)));

    expect(answers.map((answer) => answer.keys)).toEqual([
      planted.slice(-1),
      planted.slice(-24),
      planted.slice(-3),
      planted.slice(-24),
    ]);
    expect(calls.length).toBeLessThanOrEqual(2);
  });

  it('asks nothing while the listing is fresh', async () => {
    const { reader, clock, listings, planted, add } = setUp();
    const asOf = new Date(START);
    await reader.newest(24);
    add(0.1);
    clock.ms += 999;

    expect(await reader.newest(1)).toEqual({
      keys: planted.slice(-1),
      hasOlder: true,
      asOf,
      isStale: false,
    });
    expect(listings()).toBe(1);
    expect(reader.lastListedAt).toEqual(asOf);
    expect(reader.newestKey).toBe(planted.at(-1));
  });

  it('answers the old listing at once while it asks for a new one, once', async () => {
    const { reader, clock, faulty, listings, planted, add } = setUp();
    await reader.newest(24);
    faulty.break('hangs');
    const added = add(-0.2);
    clock.ms += 1500;
    const during = await Promise.all([reader.newest(1), reader.newest(24), reader.newest(2)]);

    expect(during.map((answer) => answer.keys.at(-1))).toEqual(Array(3).fill(planted.at(-1)));
    expect(faulty.hanging).toBe(1);
    faulty.mend();
    await settle();
    expect((await reader.newest(1)).keys).toEqual([added]);
    expect(listings()).toBe(2);
  });

  it('waits for one new listing when the old one is too old', async () => {
    const { reader, clock, listings, add } = setUp();
    await reader.newest(24);
    const added = add(-0.2);
    clock.ms += 2000;
    const answers = await Promise.all([reader.newest(2), reader.newest(1), reader.newest(2)]);

    expect(answers.map((answer) => answer.keys.at(-1))).toEqual([added, added, added]);
    expect(listings()).toBe(2);
  });

  it('lists deeper when asked for more, and stays as deep as was asked since', async () => {
    const { reader, clock, events } = setUp();
    const depths = (): readonly number[] =>
      events.flatMap((event) => (event.kind === 'listed' ? event.count : []));
    await reader.newest(1);
    await reader.newest(24);
    await reader.newest(5);
    expect(depths()).toEqual([1, 24]);

    await reader.newest(30);
    await reader.newest(24);
    clock.ms += 2000;
    await reader.newest(1);
    clock.ms += 2000;
    await reader.newest(1);
    expect(depths()).toEqual([1, 24, 30, 24, 1]);
  });

  it('answers all there is from a listing that holds all there is', async () => {
    const { reader, planted, listings } = setUp(3);
    await reader.newest(5);

    expect(await reader.newest(1000)).toMatchObject({ keys: planted, hasOlder: false });
    expect(listings()).toBe(1);
  });

  it('answers nothing for an empty store', async () => {
    const { reader } = setUp(0);

    expect(await reader.newest(24)).toMatchObject({ keys: [], hasOlder: false, isStale: false });
    expect(reader.newestKey).toBeUndefined();
  });

  it('takes a listing from a clock that was set back for an old one', async () => {
    const { reader, clock, listings } = setUp();
    await reader.newest(1);
    clock.ms -= HOUR;
    await reader.newest(1);

    expect(listings()).toBe(2);
  });
});

describe('ProductReader.newest, when the store fails', () => {
  it('answers what the store said before, marked stale, however old', async () => {
    const { reader, clock, faulty, planted, events } = setUp();
    await reader.newest(24);
    faulty.break('fails');
    clock.ms += 3 * HOUR;
    const stale = await reader.newest(24);

    expect(stale).toEqual({
      keys: planted.slice(-24),
      hasOlder: true,
      asOf: new Date(START),
      isStale: true,
    });
    expect(events).toContainEqual({ kind: 'stale-answer', ageSeconds: 3 * 3600 });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'listing-failed' }));
    expect((await reader.newest(1000)).keys).toHaveLength(24);
  });

  it('does not ask again before the time to live is over, then in the background', async () => {
    const { reader, clock, faulty, listings } = setUp();
    await reader.newest(1);
    faulty.break('fails');
    clock.ms += 5000;
    await reader.newest(1);
    clock.ms += 999;
    expect(await reader.newest(1)).toMatchObject({ isStale: true });
    expect(listings()).toBe(2);

    clock.ms += 1;
    expect(await reader.newest(1)).toMatchObject({ isStale: true });
    expect(listings()).toBe(3);
    await settle();
    faulty.mend();
    clock.ms += 1000;
    expect(await reader.newest(1)).toMatchObject({ isStale: true });
    await settle();
    expect(await reader.newest(1)).toMatchObject({ isStale: false });
  });

  it('keeps nobody waiting for a store that hangs after it failed', async () => {
    const { reader, clock, faulty, listings } = setUp();
    await reader.newest(1);
    faulty.break('fails');
    clock.ms += 5000;
    await reader.newest(1);
    faulty.break('hangs');
    clock.ms += 1000;
    await reader.newest(1);
    clock.ms += 60_000;

    expect(await reader.newest(1)).toMatchObject({ isStale: true });
    expect(listings()).toBe(2);
    faulty.mend();
  });

  it('handles a failure in the background', async () => {
    const { reader, clock, faulty } = setUp();
    await reader.newest(1);
    faulty.break('fails');
    clock.ms += 1500;

    expect(await reader.newest(1)).toMatchObject({ isStale: false });
    await settle();
    expect(await reader.newest(1)).toMatchObject({ isStale: true });
  });

  it('fails when the store never answered, and asks again after the time to live', async () => {
    const { reader, clock, faulty, listings, planted } = setUp();
    faulty.break('fails');
    await expect(reader.newest(1)).rejects.toMatchObject({ name: 'ObjectStoreError' });
    faulty.mend();
    await expect(reader.newest(1)).rejects.toMatchObject({ name: 'ObjectStoreError' });
    expect(listings()).toBe(1);

    clock.ms += 1000;
    expect((await reader.newest(1)).keys).toEqual(planted.slice(-1));
  });

  it('survives an observer that throws', async () => {
    const { reader } = setUp(1, {
      onEvent: () => {
        throw new Error('no metrics');
      },
    });
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();

    expect((await reader.newest(1)).keys).toHaveLength(1);
    expect(warn).toHaveBeenCalledWith('an observer of listed failed: Error: no metrics');
    warn.mockRestore();
  });
});

describe('ProductReader.select', () => {
  const to = new Date(START - 10 * HOUR);

  it('answers a range, asked for once at a time and kept for a moment', async () => {
    const { reader, planted, listings, clock } = setUp();
    const answers = await Promise.all([1, 2, 3].map(() => reader.select({ count: 5, to })));
    await reader.select({ count: 5, to });

    expect(answers[0]).toEqual({
      keys: planted.slice(-16, -11),
      hasOlder: true,
      asOf: new Date(START),
      isStale: false,
    });
    expect(listings()).toBe(1);
    clock.ms += 1000;
    await reader.select({ count: 5, to });
    expect(listings()).toBe(2);
  });

  it('keeps ranges apart', async () => {
    const { reader, planted } = setUp();
    const from = new Date(START - 3.5 * HOUR);

    expect((await reader.select({ count: 9, from })).keys).toEqual(planted.slice(-4));
    expect((await reader.select({ count: 9, from, to })).keys).toEqual([]);
    const before = planted.at(-2);
    expect((await reader.select({ count: 1, before })).keys).toEqual(planted.slice(-3, -2));
  });

  it('shares the listing of all when there are no bounds', async () => {
    const { reader, listings, planted } = setUp();
    await reader.newest(24);

    expect((await reader.select({ count: 2 })).keys).toEqual(planted.slice(-2));
    expect(listings()).toBe(1);
  });

  it('fails as the store fails, and keeps no failure', async () => {
    const { reader, faulty } = setUp();
    faulty.break('fails');
    await expect(reader.select({ count: 1, to })).rejects.toThrow('broken on purpose');
    faulty.mend();

    expect((await reader.select({ count: 1, to })).keys).toHaveLength(1);
  });
});
