import type { S3Client } from '@aws-sdk/client-s3';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createS3Client } from '../s3-client';
import { S3ObjectStore } from '../s3-object-store';
import { ScriptedServer, status } from '../testing/scripted-server';
import { meaningOf } from './s3-failure';

const PLACE = { bucket: 'products', action: 'open', endpoint: 'https://s3.example' } as const;

function coded(code: string): Error {
  return Object.assign(new Error('internal'), { code });
}

/**
 * What the store says of endpoints that cannot be spoken to. Asked outside Jest, whose sandbox hides
 * the codes of socket errors from the SDK (they are `Error`s of another realm there).
 */
async function failuresAt(endpoints: readonly string[]): Promise<unknown> {
  const script = join(__dirname, '../testing/connection-failures.ts');
  const options = { env: { ...process.env, AWS_ACCESS_KEY_ID: 'test' } };
  const run = promisify(execFile);
  const { stdout } = await run('node', ['--import', 'tsx', script, ...endpoints], options);
  return JSON.parse(stdout);
}

beforeAll(() => {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
});

describe('an error S3 answered', () => {
  const server = new ScriptedServer();
  let client: S3Client;
  let store: S3ObjectStore;

  beforeAll(async () => {
    client = createS3Client({ endpoint: await server.listen(), maxAttempts: 1 });
    store = new S3ObjectStore(client, 'products');
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  it.each([
    [404, 'NoSuchBucket', 'there is no bucket products'],
    [403, 'AccessDenied', 'allow s3:GetObject'],
    [301, 'PermanentRedirect', 'set its region (AWS_REGION)'],
    [400, 'AuthorizationHeaderMalformed', 'set its region (AWS_REGION)'],
    [400, 'ExpiredToken', 'the credentials have expired'],
    [403, 'InvalidAccessKeyId', 'does not know the credentials'],
    [403, 'SignatureDoesNotMatch', 'does not know the credentials'],
    [403, 'RequestTimeTooSkewed', 'the clock of this machine is wrong'],
    [503, 'SlowDown', 'is overloaded or failing'],
    [502, undefined, 'is overloaded or failing'],
    [404, 'XAdminUserNotFound', 'does not know the credentials'],
    [404, 'NoSuchPage', 'answered 404 (NoSuchPage)'],
    [418, 'Teapot', 'answered 418 (Teapot)'],
  ])('tells %i %s in words of ours', async (code, name, meaning) => {
    server.record(status(code, name));
    const failure = await store.open('a').catch((error: unknown) => error as Error);

    expect(failure).toMatchObject({ name: 'ObjectStoreError', action: 'open', subject: 'a' });
    expect(failure).toHaveProperty('message', expect.stringContaining(meaning));
    expect(failure).toHaveProperty('message', expect.not.stringContaining('arn:aws:iam'));
    expect(failure).toHaveProperty('cause');
  });

  it('names the permission a write needs', async () => {
    server.record(status(403, 'AccessDenied'));
    const object = { body: Buffer.from('x'), rowCount: 1, contentType: 'text/plain' };

    await expect(store.create('a', object)).rejects.toThrow('allow s3:PutObject');
  });

  it('tells a bare 403 to HEAD as denied', async () => {
    server.record(status(403));

    await expect(store.stat('a')).rejects.toThrow('access to bucket products is denied');
  });
});

describe('an error of the connection', () => {
  const server = new ScriptedServer();
  let plain: string;

  beforeAll(async () => {
    plain = await server.listen();
  });

  afterAll(() => server.close());

  it('names the endpoint and the way out', async () => {
    const told = await failuresAt([
      'http://127.0.0.1:1',
      'http://no-such-host.invalid',
      plain.replace('http:', 'https:'),
    ]);

    expect(told).toEqual([
      expect.stringContaining('http://127.0.0.1:1 cannot be reached'),
      expect.stringContaining('http://no-such-host.invalid cannot be reached'),
      expect.stringMatching(/https:.* is not trusted over TLS/),
    ]);
  });
});

describe('meaningOf', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['CERT_HAS_EXPIRED', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'NODE_EXTRA_CA_CERTS'],
    ['EAI_AGAIN', 'cannot be reached'],
    ['ETIMEDOUT', 'did not answer in time'],
    ['EWHAT', 'answered nothing of use'],
  ])('tells the code %s', (code, meaning) => {
    expect(meaningOf(coded(code), PLACE)).toContain(meaning);
    expect(meaningOf(new Error('wrapped', { cause: coded(code) }), PLACE)).toContain(
      code === 'EWHAT' ? 'answered' : meaning,
    );
  });

  it('tells missing credentials and a missing region', () => {
    const credentials = Object.assign(new Error('x'), { name: 'CredentialsProviderError' });

    expect(meaningOf(credentials, PLACE)).toContain('no AWS credentials were found');
    expect(meaningOf(new Error('Region is missing'), PLACE)).toContain('set AWS_REGION');
  });

  it('tells what is no error at all', () => {
    expect(meaningOf('text', PLACE)).toBe('https://s3.example answered nothing of use (no error)');
  });
});
