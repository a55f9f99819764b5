import { digestOf } from './body-digest';
import { createS3Client } from './s3-client';
import { S3ObjectStore } from './s3-object-store';
import { ok, page, ScriptedServer, status, hangUp, type Reply } from './testing/scripted-server';

const KEY = 'weather-products/2026/11/23/120000.jsonl';
const OBJECT = { body: Buffer.from('{"a":1}'), rowCount: 1, contentType: 'application/x-ndjson' };
const SHA256 = digestOf(OBJECT.body).sha256;
const OTHER = 'f'.repeat(64);

const server = new ScriptedServer();
const warnings: string[] = [];
let store: S3ObjectStore;
let client: ReturnType<typeof createS3Client>;

function head(sha256?: string, size = 7): Reply {
  const sized = { 'content-length': String(size) };
  if (sha256 === undefined) return ok(sized);
  return ok({ ...sized, 'x-amz-meta-sha256': sha256, 'x-amz-meta-row-count': '1' });
}

function methods(): readonly (string | undefined)[] {
  return server.seen.map(({ method }) => method);
}

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  client = createS3Client({ endpoint: await server.listen() });
  const onWarning = (message: string): void => void warnings.push(message);
  store = new S3ObjectStore(client, 'products', { onWarning });
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

describe('S3ObjectStore.create', () => {
  it('writes on condition, with the fingerprint and the number of lines', async () => {
    server.record(ok());

    expect(await store.create(KEY, OBJECT)).toEqual({
      outcome: 'created',
      object: { key: KEY, size: 7, etag: 'e7a6', sha256: SHA256, rowCount: 1 },
    });
    expect(server.seen).toMatchObject([
      {
        method: 'PUT',
        url: `/products/${KEY}?x-id=PutObject`,
        headers: {
          'if-none-match': '*',
          'content-type': 'application/x-ndjson',
          'x-amz-meta-sha256': SHA256,
          'x-amz-meta-row-count': '1',
        },
      },
    ]);
  });

  it('asks again when the store is overloaded', async () => {
    server.record(status(503, 'SlowDown'), ok());

    expect((await store.create(KEY, OBJECT)).outcome).toBe('created');
    expect(methods()).toEqual(['PUT', 'PUT']);
  });

  it('takes its own bytes under a taken key for its own', async () => {
    server.record(status(412, 'PreconditionFailed'), head(SHA256));

    expect(await store.create(KEY, OBJECT)).toEqual({
      outcome: 'unchanged',
      object: { key: KEY, size: 7, etag: 'e7a6', sha256: SHA256, rowCount: 1 },
    });
  });

  it('recognises the write whose answer was lost', async () => {
    server.record(hangUp, status(412, 'PreconditionFailed'), head(SHA256));

    expect((await store.create(KEY, OBJECT)).outcome).toBe('unchanged');
    expect(methods()).toEqual(['PUT', 'PUT', 'HEAD']);
  });

  it('reports a conflict with other bytes without writing', async () => {
    server.record(status(412, 'PreconditionFailed'), head(OTHER));

    await expect(store.create(KEY, OBJECT)).rejects.toMatchObject({
      name: 'ObjectConflictError',
      location: 's3://products',
      standing: OTHER,
      offered: SHA256,
    });
    expect(methods()).toEqual(['PUT', 'HEAD']);
  });

  it('reads the bytes of an object without our fingerprint', async () => {
    const body: Reply = (response) => response.writeHead(200).end('{"a":1}');
    const sized: Reply = (response, request) => {
      response.setHeader('content-length', 7);
      body(response, request);
    };
    server.record(status(412, 'PreconditionFailed'), head(), sized);

    expect((await store.create(KEY, OBJECT)).outcome).toBe('unchanged');
    expect(methods()).toEqual(['PUT', 'HEAD', 'GET']);
  });

  it('does not read an object without our fingerprint whose size differs', async () => {
    server.record(status(412, 'PreconditionFailed'), head(undefined, 8));

    await expect(store.create(KEY, OBJECT)).rejects.toMatchObject({ standing: undefined });
    expect(methods()).toEqual(['PUT', 'HEAD']);
  });

  it('writes when the object in its way is deleted meanwhile', async () => {
    server.record(status(412, 'PreconditionFailed'), status(404), ok(), ok());

    expect((await store.create(KEY, OBJECT)).outcome).toBe('created');
    expect(methods()).toEqual(['PUT', 'HEAD', 'HEAD', 'PUT']);
  });

  it('tries again while another writer is at the key', async () => {
    const conflict = status(409, 'ConditionalRequestConflict');
    server.record(conflict, conflict, ok());

    expect((await store.create(KEY, OBJECT)).outcome).toBe('created');
  });

  it('gives up on a key that stays busy', async () => {
    server.record(...Array.from({ length: 9 }, () => status(409, 'ConditionalRequestConflict')));

    await expect(store.create(KEY, OBJECT)).rejects.toThrow('other writers kept the key busy');
  });

  it('looks first and warns where the store cannot write on condition', async () => {
    server.record(status(501, 'NotImplemented'), status(404), ok(), ok());

    expect((await store.create(KEY, OBJECT)).outcome).toBe('created');
    expect(methods()).toEqual(['PUT', 'HEAD', 'HEAD', 'PUT']);
    expect(server.seen[3]?.headers['if-none-match']).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('cannot write on condition')]);
  });

  it('overwrites nothing where the store cannot write on condition', async () => {
    server.record(status(501, 'NotImplemented'), head(OTHER));

    await expect(store.create(KEY, OBJECT)).rejects.toThrow('nothing was overwritten');
  });
});

describe('S3ObjectStore.stat', () => {
  it('tells a missing object from a missing bucket', async () => {
    server.record(status(404), ok());
    expect(await store.stat(KEY)).toBeUndefined();

    server.record(status(404), status(404));
    await expect(store.stat(KEY)).rejects.toThrow('there is no bucket products');
  });

  it('takes a missing object for missing when it may not ask for the bucket', async () => {
    server.record(status(404), status(403));

    expect(await store.stat(KEY)).toBeUndefined();
  });

  it('ignores metadata that is not ours', async () => {
    server.record(ok({ 'x-amz-meta-sha256': 'md5?', 'x-amz-meta-row-count': 'many' }));

    expect(await store.stat(KEY)).toMatchObject({ sha256: undefined, rowCount: undefined });
  });
});

describe('S3ObjectStore.keys', () => {
  it('asks for the next page when the one before is used up', async () => {
    server.record(page(['a', 'b'], 'more'), page(['c']));
    const listing = store.keys('', { after: 'Z' });
    const keys: string[] = [];
    for await (const key of listing) {
      keys.push(`${key}${listing.pages}`);
    }

    expect(keys).toEqual(['a1', 'b1', 'c2']);
    expect(server.seen[0]?.url).toContain('start-after=Z');
    expect(server.seen[1]?.url).toContain('continuation-token=more');
  });

  it('asks for nothing before it is read', () => {
    server.record();
    store.keys('a/');

    expect(server.seen).toEqual([]);
  });
});

describe('S3ObjectStore.folders', () => {
  it('answers the folders of all pages', async () => {
    server.record(page(['a/2025/', 'a/file'], 'more'), page(['a/2026/']));

    expect(await store.folders('a/')).toEqual(['a/2025/', 'a/2026/']);
    expect(server.seen[0]?.url).toContain('delimiter=%2F');
  });
});

describe('S3ObjectStore without options', () => {
  it('warns as Node does', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    server.record(status(501, 'NotImplemented'), head(SHA256));
    await new S3ObjectStore(client, 'products').create(KEY, OBJECT);

    expect(warn).toHaveBeenCalledWith(expect.stringContaining('cannot write on condition'));
    warn.mockRestore();
  });
});
