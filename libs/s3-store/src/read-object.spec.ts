import { Readable } from 'node:stream';
import type { OpenObject } from './object-store';
import { ObjectStoreError } from './object-store-error';
import { readObject } from './read-object';
import { FaultyObjectStore } from './testing/faulty-object-store';
import { MemoryObjectStore } from './testing/memory-object-store';

const TEXT = { body: Buffer.from('{"a":1}'), rowCount: 1, contentType: 'text/plain' };

/** A store with one object, whose summary and body need not agree. */
function storeOf(object: Partial<OpenObject>) {
  const summary = { key: 'a', size: 3, etag: 'e', sha256: undefined, rowCount: 1 };
  const body = Readable.from([Buffer.from('abc')]);
  const opened: OpenObject = { ...summary, body, ...object };
  return { location: 'a test', open: () => Promise.resolve(opened) };
}

describe('readObject', () => {
  it('answers summary and bytes, or undefined', async () => {
    const store = new MemoryObjectStore();
    const { object } = await store.create('a', TEXT);

    expect(await readObject(store, 'a')).toEqual({ summary: object, bytes: TEXT.body });
    expect(await readObject(store, 'b')).toBeUndefined();
  });

  it('takes bytes of another program without a fingerprint', async () => {
    expect((await readObject(storeOf({}), 'a'))?.bytes).toEqual(Buffer.from('abc'));
  });

  it('never takes a truncated body for data', async () => {
    const store = new MemoryObjectStore();
    await store.create('a', TEXT);
    const faulty = new FaultyObjectStore(store);
    faulty.break('truncates');

    await expect(readObject(faulty, 'a')).rejects.toMatchObject({
      name: 'ObjectStoreError',
      action: 'read',
      message: 'could not read a in memory: 1 of 7 bytes came',
    });
  });

  it('never takes altered bytes for data', async () => {
    await expect(readObject(storeOf({ sha256: 'f'.repeat(64) }), 'a')).rejects.toThrow(
      'the bytes are not those that were written',
    );
    await expect(readObject(storeOf({ size: 2 }), 'a')).rejects.toThrow('3 of 2 bytes came');
  });

  it('tells of a body that breaks off', async () => {
    const cause = new Error('reset');
    const body = new Readable({
      read() {
        this.destroy(cause);
      },
    });

    await expect(readObject(storeOf({ body }), 'a')).rejects.toMatchObject({
      message: 'could not read a in a test: the body broke off after 0 bytes',
      cause,
    });
  });

  it('hands on what the store says of its body', async () => {
    const told = new ObjectStoreError(
      { action: 'read', location: 'x', subject: 'a' },
      { because: 'it is late' },
    );
    const body = new Readable({
      read() {
        this.destroy(told);
      },
    });

    await expect(readObject(storeOf({ body }), 'a')).rejects.toBe(told);
  });
});
