import { digestOf } from './body-digest';
import { observedStore } from './observed-store';
import { ProductKeys } from './product-keys';
import { ProductReader, type ProductReaderOptions } from './product-reader';
import type { ReaderEvent } from './reader/reader-event';
import { FaultyObjectStore } from './testing/faulty-object-store';
import { MemoryObjectStore } from './testing/memory-object-store';

function setUp(texts: Readonly<Record<string, string>>, options: ProductReaderOptions = {}) {
  const memory = new MemoryObjectStore();
  for (const [key, text] of Object.entries(texts)) memory.plant(key, text);
  const faulty = new FaultyObjectStore(memory);
  const events: ReaderEvent[] = [];
  const opened: string[] = [];
  const store = observedStore(faulty, ({ action }) => {
    if (action === 'open') opened.push(action);
  });
  const onEvent = (event: ReaderEvent): number => events.push(event);
  const reader = new ProductReader(store, new ProductKeys(), { onEvent, ...options });
  return { memory, faulty, events, opened, reader };
}

/** `count` products named by their number, each with one line. */
function numbered(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`key-${index}`, `{"number":${index}}`]),
  );
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const BAD = '{"a":1}\r\n\r\n[1]\nnot json\n{"b":2}\n"text"\nnull\n';

describe('ProductReader.body', () => {
  it('answers the lines of a product, read once for all', async () => {
    const { reader, opened, events } = setUp({ a: '{"a":1}\n{"a":"é"}\n' });
    const [first, second] = await Promise.all([reader.body('a'), reader.body('a')]);
    const third = await reader.body('a');

    expect(first).toEqual({
      key: 'a',
      etag: digestOf(Buffer.from('{"a":1}\n{"a":"é"}\n')).sha256.slice(0, 32),
      bytes: Buffer.from('{"a":1}\n{"a":"é"}'),
      lineCount: 2,
      invalidLines: 0,
    });
    expect([second, third]).toEqual([first, first]);
    expect(third).toBe(first);
    expect(opened).toHaveLength(1);
    expect(events.map(({ kind }) => kind)).toEqual(['cache-miss', 'cache-miss', 'cache-hit']);
  });

  it('leaves out what is no JSON object, and tells its line, not its content', async () => {
    const { reader, events } = setUp({ a: BAD });

    expect(await reader.body('a')).toMatchObject({
      bytes: Buffer.from('{"a":1}\n{"b":2}'),
      lineCount: 2,
      invalidLines: 4,
    });
    expect(events.filter(({ kind }) => kind === 'invalid-line')).toEqual(
      [3, 4, 6, 7].map((line) => ({ kind: 'invalid-line', key: 'a', line })),
    );
  });

  it('leaves out a line that is too long', async () => {
    const long = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    const { reader } = setUp({ a: `{}\n${long}\n{}` });

    expect(await reader.body('a')).toMatchObject({ lineCount: 2, invalidLines: 1 });
  });

  it('answers an empty product', async () => {
    expect(await setUp({ a: '\n' }).reader.body('a')).toMatchObject({ lineCount: 0 });
  });

  it('answers undefined for a product that was deleted meanwhile', async () => {
    const { reader, events } = setUp({});

    expect(await reader.body('a')).toBeUndefined();
    expect(events).toContainEqual({ kind: 'object-gone', key: 'a' });
  });

  it('fails for a body that is not whole, and reads it again the next time', async () => {
    const { reader, faulty } = setUp({ a: '{"a":1}' });
    faulty.break('truncates');
    await expect(reader.body('a')).rejects.toMatchObject({ action: 'read' });
    faulty.mend();

    expect(await reader.body('a')).toMatchObject({ lineCount: 1 });
  });

  it('keeps no more than the cache may hold', async () => {
    const { reader, events } = setUp(numbered(10), { cacheBytes: 2000 });
    for (let index = 0; index < 10; index += 1) await reader.body(`key-${index}`);

    expect(reader.cacheBytes).toBeGreaterThan(1000);
    expect(reader.cacheBytes).toBeLessThanOrEqual(2000);
    expect(events).toContainEqual({ kind: 'cache-evicted', key: 'key-0', bytes: 12 });
  });

  it('keeps nothing when told so', async () => {
    const { reader } = setUp(numbered(1), { cacheBytes: 0 });

    expect(await reader.body('key-0')).toMatchObject({ lineCount: 1 });
    expect(reader.cacheBytes).toBe(0);
  });

  it('reads so many objects at once and no more', async () => {
    const { reader, faulty } = setUp(numbered(10), { concurrency: 4 });
    faulty.break('hangs');
    const reading = Promise.all(Object.keys(numbered(10)).map((key) => reader.body(key)));
    await new Promise(setImmediate);
    expect(faulty.hanging).toBe(4);
    faulty.mend();

    expect(await reading).toHaveLength(10);
  });

  it('answers a large product whole, without keeping it', async () => {
    const { reader } = setUp(numbered(1), { streamAboveBytes: 5 });

    expect(await reader.body('key-0')).toMatchObject({ lineCount: 1 });
    expect(reader.cacheBytes).toBe(0);
  });
});

describe('ProductReader.bodies', () => {
  const names = Object.keys(numbered(10));

  it('answers products in order and leaves out the deleted', async () => {
    const { reader, memory } = setUp(numbered(10), { concurrency: 3 });
    memory.remove('key-4');

    expect((await collect(reader.bodies(names))).map(({ key }) => key)).toEqual(
      names.filter((name) => name !== 'key-4'),
    );
  });

  it('reads no further than it may ahead of a consumer that stops', async () => {
    const { reader, opened } = setUp(numbered(10), { concurrency: 3 });
    for await (const { key } of reader.bodies(names)) if (key === 'key-1') break;
    await new Promise(setImmediate);

    expect(opened).toHaveLength(4);
  });

  it('fails as the store fails, once', async () => {
    const { reader, faulty } = setUp(numbered(10), { concurrency: 3 });
    faulty.break('fails');

    await expect(collect(reader.bodies(names))).rejects.toThrow('broken on purpose');
  });
});

describe('ProductReader.chunks', () => {
  it('answers a small product from the cache, in one piece', async () => {
    const { reader, opened } = setUp({ a: BAD });
    await reader.body('a');

    expect(await collect(reader.chunks('a'))).toMatchObject([
      { key: 'a', bytes: Buffer.from('{"a":1}\n{"b":2}'), lineCount: 2 },
    ]);
    expect(opened).toHaveLength(1);
  });

  it('streams a large product in whole, checked lines without keeping it', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `{"number":${n},"text":"äöü"}`);
    const text = lines.map((line, n) => (n % 5000 === 0 ? 'broken' : line)).join('\n');
    const { reader, events, opened } = setUp({ a: text }, { streamAboveBytes: 1000 });
    const pieces = await collect(reader.chunks('a'));
    await collect(reader.chunks('a'));

    const whole = pieces.map(({ bytes }) => String(bytes)).join('\n');
    expect(whole).toBe(lines.filter((_, n) => n % 5000 !== 0).join('\n'));
    expect(pieces.reduce((sum, { lineCount }) => sum + lineCount, 0)).toBe(19_996);
    expect(events.filter(({ kind }) => kind === 'invalid-line')).toHaveLength(8);
    expect(reader.cacheBytes).toBe(0);
    expect(opened).toHaveLength(3);
  });

  it('answers nothing for a product that was deleted meanwhile', async () => {
    const { reader, memory } = setUp({ a: '{"a":1}' }, { streamAboveBytes: 1 });

    expect(await collect(reader.chunks('b'))).toEqual([]);
    await collect(reader.chunks('a'));
    memory.remove('a');
    expect(await collect(reader.chunks('a'))).toEqual([]);
  });

  it('fails at the end of a large body that is not whole', async () => {
    const { reader, faulty } = setUp({ a: '{"a":1}' }, { streamAboveBytes: 1 });
    faulty.break('truncates');

    await expect(collect(reader.chunks('a'))).rejects.toMatchObject({ action: 'read' });
  });

  it('mixes small and large products in order', async () => {
    const texts = { a: '{"a":1}', b: `{"b":"${'x'.repeat(100)}"}\n{"b":2}`, c: '', d: '{"d":1}' };
    const { reader } = setUp(texts, { streamAboveBytes: 50 });
    const pieces = await collect(reader.chunksOf(['a', 'b', 'c', 'd']));

    expect([...new Set(pieces.map(({ key }) => key))]).toEqual(['a', 'b', 'd']);
    expect(pieces.map(({ bytes }) => String(bytes)).join('\n')).toBe(
      [texts.a, texts.b, texts.d].join('\n'),
    );
  });

  it('fills no more than a quarter of the cache with one long read', async () => {
    const line = JSON.stringify({ text: 'x'.repeat(989) });
    const texts = Object.fromEntries(Object.keys(numbered(100)).map((key) => [key, line]));
    const { reader, opened } = setUp(texts, { cacheBytes: 40_000, concurrency: 1 });
    await collect(reader.chunksOf(Object.keys(texts)));
    const kept = 10;

    expect(reader.cacheBytes).toBeLessThan(kept * 2 * line.length);
    await collect(reader.chunksOf(Object.keys(texts)));
    expect(opened).toHaveLength(200 - kept);
  });

  it('ends with its caller', async () => {
    const { reader } = setUp(numbered(2));
    const signal = AbortSignal.abort(new Error('gone'));

    await expect(collect(reader.chunks('key-0', signal))).rejects.toMatchObject({
      name: 'ObjectStoreError',
      cause: new Error('gone'),
    });
  });
});
