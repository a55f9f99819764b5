import { once } from 'node:events';
import { get, type IncomingMessage, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { observedStore } from '@weather/s3-store';
import { MemoryObjectStore } from '@weather/s3-store/testing';
import { keyOf, NEWEST, sampleOf, withApi, type ApiUnderTest } from '../testing/api-under-test';

const now = (): Date => new Date(NEWEST.getTime() + 60_000);

const FILES = 200;
const LINE = JSON.stringify({ location_name: 'Chicago', text: 'x'.repeat(120_000) });

/** A server with 24 MB of products, more than is ever kept of an answer, and a count of what is read. */
interface LargeStore {
  readonly api: ApiUnderTest;
  opens: number;
}

async function withLargeStore(test: (large: LargeStore) => Promise<void>): Promise<void> {
  const memory = new MemoryObjectStore();
  const counts = { opens: 0 };
  const store = observedStore(memory, ({ action }) => {
    if (action === 'open') counts.opens += 1;
  });
  await withApi({ now, store }, async (api) => {
    for (let hours = 0; hours < FILES; hours += 1) memory.plant(keyOf(api, hours), LINE);
    await api.app.listen(0, '127.0.0.1');
    await test(Object.assign(counts, { api }));
  });
}

async function ask(
  { server }: ApiUnderTest,
  path: string,
  options: RequestOptions = {},
): Promise<IncomingMessage> {
  const { port } = server.server.address() as AddressInfo;
  const request = get({ port, host: '127.0.0.1', path, agent: false, ...options });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200 && !(await isTrue()); tries += 1) await sleep(10);
}

describe('a large answer', () => {
  it('comes whole, line by line and as one array', () =>
    withLargeStore(async ({ api }) => {
      const lines = await ask(api, `/products?limit=${FILES}&format=ndjson`);
      const array = await ask(api, `/products?limit=${FILES}`);

      expect(await textOf(lines)).toBe(`${LINE}\n`.repeat(FILES));
      expect(JSON.parse(await textOf(array))).toHaveLength(FILES);
      for (const { headers } of [lines, array]) {
        expect(headers['content-length']).toBeUndefined();
        expect(headers.etag).toMatch(/^"\w+"$/);
      }
    }));

  it('is compressed on its way', () =>
    withLargeStore(async ({ api }) => {
      const headers = { 'accept-encoding': 'gzip' };
      const answer = await ask(api, `/products?limit=${FILES}&format=ndjson`, { headers });

      expect(answer.headers['content-encoding']).toBe('gzip');
      expect(await textOf(answer.pipe(createGunzip()))).toBe(`${LINE}\n`.repeat(FILES));
    }));

  it('need not be made to say that a copy is still good, nor for HEAD', () =>
    withLargeStore(async (large) => {
      const path = `/products?limit=${FILES}&format=ndjson`;
      const head = await ask(large.api, path, { method: 'HEAD' });
      const before = large.opens;
      const headers = { 'if-none-match': String(head.headers.etag) };
      const answer = await ask(large.api, path, { headers });

      expect(head.statusCode).toBe(200);
      expect(head.headers['content-length']).toBeUndefined();
      expect(await textOf(head)).toBe('');
      expect(answer.statusCode).toBe(304);
      expect(large.opens).toBe(before);
    }));

  it('is read from the store no faster than the client takes it', () =>
    withLargeStore(async (large) => {
      const answer = await ask(large.api, `/products?limit=${FILES}&format=ndjson`);
      answer.pause();
      await sleep(300);
      const whilePaused = large.opens;
      const text = await textOf(answer);

      expect(whilePaused).toBeLessThan(FILES / 2 + 50);
      expect(text).toHaveLength((LINE.length + 1) * FILES);
    }));

  it('is no longer read when the client goes away, which is counted', () =>
    withLargeStore(async (large) => {
      const answer = await ask(large.api, `/products?limit=${FILES}&format=ndjson`);
      answer.pause();
      await sleep(100);
      answer.destroy();
      const closed = 'http_requests_total{method="GET",endpoint="/products",status="499"}';
      await until(async () => (await sampleOf(large.api, closed)) === 1);
      const before = large.opens;
      await sleep(100);

      expect(await sampleOf(large.api, closed)).toBe(1);
      expect(await sampleOf(large.api, 'http_requests_in_flight')).toBe(0);
      expect(large.opens).toBe(before);
      expect(large.opens).toBeLessThan(FILES);
    }));

  it('breaks off, rather than looking complete, when the store fails on the way', () =>
    withLargeStore(async ({ api }) => {
      const answer = await ask(api, `/products?limit=${FILES}&format=ndjson`);
      api.faulty.break('fails', 'open');

      await expect(textOf(answer)).rejects.toThrow(/aborted/);
    }));

  it('may be one huge file, which is never held as a whole', () =>
    withApi({ now }, async (api) => {
      const text = `${LINE}\n`.repeat(90);
      api.memory.plant(keyOf(api, 0), text);
      await api.app.listen(0, '127.0.0.1');

      expect(await textOf(await ask(api, '/products?format=ndjson'))).toBe(text);
      expect(await sampleOf(api, 'products_cache_bytes')).toBe(0);
    }));
});

describe('answers that are asked for at the same time', () => {
  it('are made once', async () => {
    const memory = new MemoryObjectStore();
    const counts = { keys: 0, open: 0 };
    const store = observedStore(memory, ({ action }) => {
      if (action === 'keys' || action === 'open') counts[action] += 1;
    });
    await withApi({ now, store }, async (api) => {
      for (let hours = 0; hours < 30; hours += 1) memory.plant(keyOf(api, hours), LINE);
      const asked = Array.from({ length: 20 }, () => api.server.inject('/products?limit=2'));
      const answers = await Promise.all(asked);

      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      expect(counts).toEqual({ keys: 1, open: 2 });
    });
  });
});
