import type { S3Client } from '@aws-sdk/client-s3';
import { setTimeout as delay } from 'node:timers/promises';
import { readObject } from '../read-object';
import { createS3Client } from '../s3-client';
import { S3ObjectStore } from '../s3-object-store';
import {
  ok,
  page,
  partOfBody,
  ScriptedServer,
  stall,
  type Reply,
} from '../testing/scripted-server';

const TIMEOUT_MS = 1_000;
/** How much later than asked a busy machine may be. */
const SLACK_MS = 1500;
const OBJECT = { body: Buffer.from('x'), rowCount: 1, contentType: 'text/plain' };

const server = new ScriptedServer();
let client: S3Client;
let store: S3ObjectStore;

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  client = createS3Client({ endpoint: await server.listen(), timeoutMs: TIMEOUT_MS });
  store = new S3ObjectStore(client, 'products', { timeoutMs: TIMEOUT_MS });
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function timed(work: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const begun = performance.now();
  const error: unknown = await work.catch((reason: unknown) => reason);
  return { error, ms: performance.now() - begun };
}

function wholeBody(body: Buffer): Reply {
  return (response) => response.writeHead(200, { 'content-length': body.length }).end(body);
}

describe('an answer that does not come', () => {
  it('ends the call within the timeout, all attempts together', async () => {
    server.record(stall, stall, stall, stall);
    const { error, ms } = await timed(store.stat('a'));

    expect(error).toMatchObject({
      name: 'ObjectStoreError',
      message: expect.stringMatching(/did not answer (within 1 s|in time)/) as string,
    });
    expect(ms).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });

  it('leaves time to ask again', async () => {
    server.record(stall, ok());

    expect((await store.create('a', OBJECT)).outcome).toBe('created');
    expect(server.seen).toHaveLength(2);
  });

  it('does not keep a caller who gives up', async () => {
    server.record(stall, stall, stall);
    const reason = new Error('gone');
    const ending = new AbortController();
    const work = timed(store.stat('a', { signal: ending.signal }));
    setTimeout(() => {
      ending.abort(reason);
    }, 20);
    const { error, ms } = await work;

    expect(error).toMatchObject({ name: 'ObjectStoreError', cause: reason });
    expect(ms).toBeLessThan(TIMEOUT_MS * 0.9);
  });

  it('ends a page of a listing', async () => {
    server.record(page(['a'], 'more'), stall, stall, stall);
    const keys: string[] = [];
    const reading = (async (): Promise<void> => {
      for await (const key of store.keys('')) keys.push(key);
    })();

    await expect(reading).rejects.toMatchObject({ action: 'keys' });
    expect(keys).toEqual(['a']);
  });
});

describe('a body', () => {
  it('fails when it stalls', async () => {
    server.record(partOfBody(100, Buffer.alloc(50), 'stall'));
    const { error, ms } = await timed(readObject(store, 'a'));

    expect(error).toMatchObject({ action: 'read', subject: 'a' });
    expect(error).toHaveProperty('message', expect.stringContaining('did not come within 1 s'));
    expect(ms).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });

  it('fails when it breaks off', async () => {
    server.record(partOfBody(100, Buffer.alloc(50), 'hang up'));

    await expect(readObject(store, 'a')).rejects.toMatchObject({
      action: 'read',
      message: expect.stringContaining('the body broke off') as string,
    });
  });

  it('does not fail because its consumer is slow', async () => {
    const body = Buffer.alloc(1024 * 1024, 'x');
    server.record(wholeBody(body));
    const object = await store.open('a');
    let bytes = 0;
    let pauses = 0;
    for await (const chunk of object?.body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if ((pauses += 1) <= 4) await delay(TIMEOUT_MS / 2);
    }

    expect(bytes).toBe(body.length);
  });

  it('may wait for its consumer after it came as a whole', async () => {
    server.record(wholeBody(Buffer.from('small')));
    const object = await store.open('a');
    await delay(TIMEOUT_MS * 1.5);

    expect(String(Buffer.concat((await object?.body.toArray()) ?? []))).toBe('small');
  });

  it('ends with the caller, and frees its connection', async () => {
    server.record(partOfBody(100, Buffer.alloc(50), 'stall'));
    const ending = new AbortController();
    const reading = readObject(store, 'a', { signal: ending.signal });
    setTimeout(() => {
      ending.abort(new Error('gone'));
    }, 50);

    await expect(reading).rejects.toMatchObject({ action: 'read', cause: new Error('gone') });
  });
});
