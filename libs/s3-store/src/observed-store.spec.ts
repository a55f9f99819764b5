import { observedStore, type StoreCall } from './observed-store';
import { readObject } from './read-object';
import { FaultyObjectStore } from './testing/faulty-object-store';
import { MemoryObjectStore } from './testing/memory-object-store';
import { itKeepsTheObjectStoreContract } from './testing/object-store-contract';

itKeepsTheObjectStoreContract('observedStore', () =>
  observedStore(new MemoryObjectStore(), () => undefined),
);

describe('observedStore', () => {
  const object = { body: Buffer.from('abc'), rowCount: 1, contentType: 'text/plain' };
  const memory = new MemoryObjectStore();
  const faulty = new FaultyObjectStore(memory);
  const calls: Partial<StoreCall>[] = [];
  const store = observedStore(faulty, ({ seconds, ...call }) => {
    expect(seconds).toBeGreaterThanOrEqual(0);
    calls.push(call);
  });

  beforeEach(() => {
    calls.length = 0;
    faulty.mend();
  });

  it('tells how each write ended', async () => {
    await store.create('a', object);
    await store.create('a', object);
    await store.create('a', { ...object, body: Buffer.from('other') }).catch(() => undefined);
    faulty.break('fails');
    await store.create('b', object).catch(() => undefined);

    expect(calls).toEqual([
      { action: 'create', outcome: 'ok', bytes: 3, roundTrips: 1 },
      { action: 'create', outcome: 'ok', bytes: 3, roundTrips: 1 },
      { action: 'create', outcome: 'conflict', roundTrips: 1 },
      { action: 'create', outcome: 'error', roundTrips: 1 },
    ]);
  });

  it('tells of an object and then of its body', async () => {
    await readObject(store, 'a');
    await store.open('missing');
    await store.stat('missing');

    expect(calls).toEqual([
      { action: 'open', outcome: 'ok', roundTrips: 1 },
      { action: 'read', outcome: 'ok', bytes: 3, roundTrips: 1 },
      { action: 'open', outcome: 'missing', roundTrips: 1 },
      { action: 'stat', outcome: 'missing', roundTrips: 1 },
    ]);
  });

  it('tells of a body that fails and of one that is left', async () => {
    const failing = (await store.open('a'))?.body;
    const left = (await store.open('a'))?.body;
    failing?.on('error', () => undefined).destroy(new Error('broken'));
    left?.destroy();
    await new Promise(setImmediate);

    expect(calls.filter(({ action }) => action === 'read')).toEqual([
      { action: 'read', outcome: 'error', roundTrips: 1 },
      { action: 'read', outcome: 'ok', roundTrips: 1 },
    ]);
  });

  it('tells of a listing when it is over, with its pages', async () => {
    const pages = new MemoryObjectStore();
    for (let index = 0; index < 1500; index += 1) pages.plant(String(index), '');
    const observed = observedStore(pages, ({ action, roundTrips }) =>
      calls.push({ action, roundTrips }),
    );
    for await (const key of observed.keys('')) expect(key).toBeDefined();
    for await (const key of observed.keys('')) if (key !== '') break;

    expect(calls).toEqual([
      { action: 'keys', roundTrips: 2 },
      { action: 'keys', roundTrips: 1 },
    ]);
  });

  it('tells of listings that fail', async () => {
    faulty.break('fails');
    await expect(store.folders('')).rejects.toThrow('broken on purpose');
    await expect(store.keys('')[Symbol.asyncIterator]().next()).rejects.toThrow('on purpose');

    expect(calls).toEqual([
      { action: 'folders', outcome: 'error', roundTrips: 1 },
      { action: 'keys', outcome: 'error', roundTrips: 1 },
    ]);
  });
});
