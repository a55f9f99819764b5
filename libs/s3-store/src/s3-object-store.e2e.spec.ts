import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  NotFound,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { newestKeys } from './newest-keys';
import { observedStore, type StoreCall } from './observed-store';
import { ProductKeys } from './product-keys';
import { readObject } from './read-object';
import { createS3Client } from './s3-client';
import { S3ObjectStore } from './s3-object-store';
import { itKeepsTheObjectStoreContract } from './testing/object-store-contract';

/*
 * Runs against a real S3 server, for example versitygw:
 *   WEATHER_E2E_S3_ENDPOINT=http://127.0.0.1:7070 (or AWS_ENDPOINT_URL_S3), WEATHER_RESULTS_BUCKET,
 *   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. The bucket is made when it is missing.
 */
const endpoint = process.env['WEATHER_E2E_S3_ENDPOINT'] ?? process.env['AWS_ENDPOINT_URL_S3'];
const bucket = process.env['WEATHER_RESULTS_BUCKET'] ?? 's3-store-e2e';
if (endpoint === undefined) throw new Error('set WEATHER_E2E_S3_ENDPOINT to run this against S3');

const client = createS3Client({ endpoint, region: process.env['AWS_REGION'] });
const store = new S3ObjectStore(client, bucket);
const LINE = { body: Buffer.from('{"a":1}'), rowCount: 1, contentType: 'application/x-ndjson' };

beforeAll(async () => {
  await client.send(new HeadBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
    if (!(error instanceof NotFound)) throw error;
    return client.send(new CreateBucketCommand({ Bucket: bucket }));
  });
});

afterAll(() => {
  client.destroy();
});

itKeepsTheObjectStoreContract('S3ObjectStore', () => store);

describe('S3ObjectStore on a real server', () => {
  const prefix = `e2e/${randomUUID()}/`;

  async function plant(key: string, body: string): Promise<void> {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  }

  it('finds an object of another program unchanged when its bytes are the same', async () => {
    await plant(`${prefix}planted`, '{"a":1}');

    const { outcome, object } = await store.create(`${prefix}planted`, LINE);
    expect(outcome).toBe('unchanged');
    expect(object).toMatchObject({ size: 7, sha256: undefined, rowCount: undefined });
  });

  it('leaves other bytes of another program alone', async () => {
    await plant(`${prefix}longer`, '{"a":1} ');
    await plant(`${prefix}other`, '{"a":2}');

    await expect(store.create(`${prefix}longer`, LINE)).rejects.toMatchObject({
      name: 'ObjectConflictError',
      standing: undefined,
    });
    await expect(store.create(`${prefix}other`, LINE)).rejects.toMatchObject({
      name: 'ObjectConflictError',
      standing: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('creates again what was deleted', async () => {
    await store.create(`${prefix}deleted`, LINE);
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}deleted` }));

    expect((await store.create(`${prefix}deleted`, LINE)).outcome).toBe('created');
  });

  it('says that there is no bucket, whatever is asked', async () => {
    const missing = new S3ObjectStore(client, 'no-such-bucket-here');
    const because = /there is no bucket no-such-bucket-here at http.*WEATHER_RESULTS_BUCKET/;

    await expect(missing.create('a', LINE)).rejects.toThrow(because);
    await expect(missing.open('a')).rejects.toThrow(because);
    await expect(missing.stat('a')).rejects.toThrow(because);
    await expect(missing.folders('')).rejects.toThrow(because);
    await expect(missing.keys('')[Symbol.asyncIterator]().next()).rejects.toThrow(because);
  });

  it('says that the credentials are unknown', async () => {
    const known = process.env['AWS_ACCESS_KEY_ID'];
    process.env['AWS_ACCESS_KEY_ID'] = 'nobody';
    const stranger = createS3Client({ endpoint });

    await expect(new S3ObjectStore(stranger, bucket).open('a')).rejects.toThrow(
      'does not know the credentials',
    );
    process.env['AWS_ACCESS_KEY_ID'] = known;
    stranger.destroy();
  });

  it('finds the newest products with one request', async () => {
    const keys = new ProductKeys(`${prefix}products/`);
    const now = new Date('2026-03-01T12:30:00Z');
    const hours = Array.from({ length: 60 }, (_, hour) => new Date(now.getTime() - hour * 3.6e6));
    await Promise.all(hours.map((hour) => store.create(keys.keyFor(hour), LINE)));
    const calls: StoreCall[] = [];
    const observed = observedStore(store, (call) => calls.push(call));
    const newest = await newestKeys(observed, keys, { count: 24, now });

    expect(newest.keys).toEqual(
      hours
        .slice(0, 24)
        .map((hour) => keys.keyFor(hour))
        .reverse(),
    );
    expect(calls).toMatchObject([{ action: 'keys', roundTrips: 1 }]);
  });

  it('reads a large body whole', async () => {
    const body = Buffer.alloc(12 * 1024 * 1024, '{"a":1}\n');
    await store.create(`${prefix}large`, { ...LINE, body });

    expect((await readObject(store, `${prefix}large`))?.bytes.equals(body)).toBe(true);
  });
});
