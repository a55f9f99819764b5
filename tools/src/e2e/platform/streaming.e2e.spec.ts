import { createS3Client, ProductKeys, S3ObjectStore } from '@weather/s3-store';
import { peakMemory } from '@weather/weather-worker/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiUnderTest, type Variables } from './platform-under-test';

const OBJECTS = 1000;
const LINES_EACH = 100;
const MOST_MEBIBYTES = 200;
const NEWEST = Math.floor(Date.now() / 3_600_000) * 3_600_000;

function line(object: number, index: number): string {
  const text = 'x'.repeat(600);
  return JSON.stringify({ id: `${object}-${index}`, location_name: `City ${index}`, text });
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this with npm run e2e`);
  return value;
}

describe('100,000 lines', () => {
  const prefix = `streaming-${Date.now()}/`;
  const bucket = variable('WEATHER_RESULTS_BUCKET');
  const client = createS3Client({
    endpoint: variable('AWS_ENDPOINT_URL_S3'),
    region: variable('AWS_REGION'),
  });
  const environment: Variables = {
    ...(process.env as Variables),
    WEATHER_RESULTS_PREFIX: prefix,
    LIST_TTL_MS: '60000',
    DRAIN_SECONDS: '0',
  };
  let api: ApiUnderTest;

  async function plant(object: number): Promise<void> {
    const store = new S3ObjectStore(client, bucket);
    const key = new ProductKeys(prefix).keyFor(new Date(NEWEST - object * 3_600_000));
    const lines = Array.from({ length: LINES_EACH }, (_, index) => line(object, index));
    const body = Buffer.from(lines.join('\n'));
    await store.create(key, { body, rowCount: LINES_EACH, contentType: 'application/x-ndjson' });
  }

  beforeAll(async () => {
    for (let first = 0; first < OBJECTS; first += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => plant(first + index)));
    }
  }, 120_000);

  beforeEach(async () => {
    api = await ApiUnderTest.start(environment);
  });

  afterEach(() => api.process.stop());

  afterAll(() => {
    client.destroy();
  });

  async function reads(): Promise<number> {
    const metrics = await (await api.get('/metrics')).text();
    const samples = [...metrics.matchAll(/^s3_requests_total\{[^}]*"open"[^}]*\} (\d+)$/gm)];
    return samples.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  it('stream as NDJSON in less than 200 MB of memory', async () => {
    const answer = await api.get(`/products?limit=${OBJECTS}&format=ndjson`);
    let lines = 0;
    let bytes = 0;
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines += 1;
    }
    const peak = peakMemory(api.process.pid) ?? Number.NaN;
    process.stderr.write(`${lines} lines, ${bytes} bytes, peak ${Math.round(peak)} MiB\n`);

    expect(lines).toBe(OBJECTS * LINES_EACH);
    expect(peak).toBeLessThan(MOST_MEBIBYTES);
  });

  it('are no longer read from the store when the client goes away', async () => {
    const stop = new AbortController();
    const url = `${api.url}/products?limit=${OBJECTS}&format=ndjson`;
    const answer = await fetch(url, { signal: stop.signal });
    await answer.body?.getReader().read();
    stop.abort();
    await sleep(500);
    const afterwards = await reads();
    await sleep(1000);

    expect(afterwards).toBeGreaterThan(0);
    expect(afterwards).toBeLessThan(OBJECTS / 2);
    expect(await reads()).toBe(afterwards);
  });
});
