import { randomUUID } from 'node:crypto';
import type { ListOptions, NewObject, ObjectStore } from '../object-store';
import { ObjectConflictError, ObjectStoreError } from '../object-store-error';
import { readObject } from '../read-object';

/** Makes, or connects to, the store under test. It may hold other objects already. */
export type MakeStore = () => ObjectStore | Promise<ObjectStore>;

const MISSING = 'nothing-here.jsonl';

function objectOf(text: string): NewObject {
  return {
    body: Buffer.from(text),
    rowCount: text.split('\n').length,
    contentType: 'application/x-ndjson',
  };
}

async function textOf(store: ObjectStore, key: string): Promise<string | undefined> {
  return (await readObject(store, key))?.bytes.toString('utf8');
}

async function listed(
  store: ObjectStore,
  prefix: string,
  options?: ListOptions,
): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const key of store.keys(prefix, options)) keys.push(key);
  return keys;
}

async function fill(store: ObjectStore, keys: readonly string[]): Promise<void> {
  const left = [...keys];
  const worker = async (): Promise<void> => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      await store.create(key, objectOf(key));
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
}

async function outcomesOf(work: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  for (const result of await Promise.allSettled(work)) {
    const outcome = outcomeOf(result);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}

function outcomeOf(result: PromiseSettledResult<unknown>): string {
  if (result.status === 'fulfilled') return (result.value as { outcome: string }).outcome;
  return result.reason instanceof ObjectConflictError ? 'conflict' : String(result.reason);
}

/**
 * What every object store has to do. Each test works under a prefix of its own, so that a store
 * may be shared and need not be empty.
 */
export function itKeepsTheObjectStoreContract(name: string, makeStore: MakeStore): void {
  describe(`${name} as an object store`, () => {
    let store: ObjectStore;
    let prefix: string;

    beforeAll(async () => {
      store = await makeStore();
    });

    beforeEach(() => {
      prefix = `contract/${randomUUID()}/`;
    });

    describe('create', () => {
      it('stores bytes, their fingerprint and the number of their lines', async () => {
        const key = `${prefix}a.jsonl`;
        const { outcome, object } = await store.create(key, objectOf('{"a":1}\n{"b":"é"}'));

        expect(outcome).toBe('created');
        expect(object).toMatchObject({ key, size: 18, rowCount: 2 });
        expect(object.etag).toMatch(/^[^"]+$/);
        expect(object.sha256).toBe(
          '8bc40da334898d3823335e3126a84c6ff4f95630599155a7be4fc690a618b862',
        );
        expect(await store.stat(key)).toEqual(object);
        expect(await readObject(store, key)).toEqual({
          summary: object,
          bytes: Buffer.from('{"a":1}\n{"b":"é"}'),
        });
      });

      it('stores an empty body', async () => {
        const key = `${prefix}empty.jsonl`;
        await store.create(key, { ...objectOf(''), rowCount: 0 });

        expect(await textOf(store, key)).toBe('');
        expect(await store.stat(key)).toMatchObject({ size: 0, rowCount: 0 });
      });

      it('changes nothing when the same bytes stand there', async () => {
        const key = `${prefix}a.jsonl`;
        const first = await store.create(key, objectOf('same'));
        const second = await store.create(key, objectOf('same'));

        expect(second).toEqual({ outcome: 'unchanged', object: first.object });
      });

      it('leaves other bytes alone and says so', async () => {
        const key = `${prefix}a.jsonl`;
        const { object } = await store.create(key, objectOf('first'));
        const failure = store.create(key, objectOf('second'));

        await expect(failure).rejects.toThrow(ObjectConflictError);
        await expect(failure).rejects.toMatchObject({
          subject: key,
          standing: object.sha256,
          offered: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        });
        expect(await textOf(store, key)).toBe('first');
      });

      it('lets one of 20 writers of different bytes win', async () => {
        const key = `${prefix}raced.jsonl`;
        const writes = Array.from({ length: 20 }, (_, index) =>
          store.create(key, objectOf(`writer ${index}`)),
        );

        expect(await outcomesOf(writes)).toEqual({ created: 1, conflict: 19 });
        expect(await textOf(store, key)).toMatch(/^writer \d+$/);
      });

      it('lets 20 writers of the same bytes agree', async () => {
        const key = `${prefix}agreed.jsonl`;
        const writes = Array.from({ length: 20 }, () => store.create(key, objectOf('same')));

        expect(await outcomesOf(writes)).toEqual({ created: 1, unchanged: 19 });
        expect(await textOf(store, key)).toBe('same');
      });

      it('keeps bytes that are no text', async () => {
        const key = `${prefix}bytes.bin`;
        const body = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
        await store.create(key, { body, rowCount: 1, contentType: 'application/octet-stream' });

        expect((await readObject(store, key))?.bytes.equals(body)).toBe(true);
      });
    });

    describe('open and stat', () => {
      it('answer undefined when there is no object', async () => {
        expect(await store.open(`${prefix}${MISSING}`)).toBeUndefined();
        expect(await store.stat(`${prefix}${MISSING}`)).toBeUndefined();
      });

      it('answer undefined for a folder', async () => {
        await fill(store, [`${prefix}a/b`]);

        expect(await store.open(`${prefix}a`)).toBeUndefined();
        expect(await store.stat(`${prefix}a`)).toBeUndefined();
      });

      it('lets a body be left unread', async () => {
        await fill(store, [`${prefix}a`]);
        (await store.open(`${prefix}a`))?.body.destroy();

        expect(await textOf(store, `${prefix}a`)).toBe(`${prefix}a`);
      });
    });

    describe('keys', () => {
      it('is empty under a prefix without objects', async () => {
        expect(await listed(store, prefix)).toEqual([]);
      });

      it('lists in the order of UTF-8 bytes', async () => {
        const names = ['Z', 'a!', 'a.txt', 'a/b', 'a/c/d', 'a0', 'b', 'ä', '\uff5e', '\u{1f327}'];
        await fill(
          store,
          names.map((name) => prefix + name),
        );

        expect(await listed(store, prefix)).toEqual(names.map((name) => prefix + name));
      });

      it('lists only what starts with the prefix, which need not end in a slash', async () => {
        await fill(store, [`${prefix}ab.d`, `${prefix}ab/c`, `${prefix}abc/d`, `${prefix}b`]);

        expect(await listed(store, `${prefix}ab/`)).toEqual([`${prefix}ab/c`]);
        expect(await listed(store, `${prefix}ab`)).toHaveLength(3);
      });

      it('starts behind a key that exists or does not', async () => {
        const keys = ['2024/a', '2025/a', '2025/b', '2025/c/d', '2026/a'].map((k) => prefix + k);
        await fill(store, keys);
        const after = (name: string): Promise<readonly string[]> =>
          listed(store, prefix, { after: prefix + name });

        expect(await after('2025/a')).toEqual(keys.slice(2));
        expect(await after('2025/aa')).toEqual(keys.slice(2));
        expect(await after('2025/')).toEqual(keys.slice(1));
        expect(await after('2025/c/')).toEqual(keys.slice(3));
        expect(await after('')).toEqual(keys);
        expect(await after('9')).toEqual([]);
        expect(await listed(store, `${prefix}2025/`, { after: '' })).toEqual(keys.slice(1, 4));
      });

      it('lists more than a page', async () => {
        const keys = Array.from({ length: 1005 }, (_, index) => prefix + String(10_000 + index));
        await fill(store, keys);

        expect(await listed(store, prefix)).toEqual(keys);
        expect(await listed(store, prefix, { after: `${prefix}10003` })).toEqual(keys.slice(4));
      }, 60_000);

      it('lists across all prefixes under an empty one', async () => {
        await fill(store, [`${prefix}a`, `${prefix}b`]);
        const found: string[] = [];
        for await (const key of store.keys('', { after: prefix })) {
          if (!key.startsWith(prefix)) break;
          found.push(key);
        }

        expect(found).toEqual([`${prefix}a`, `${prefix}b`]);
      });

      it('can be left early', async () => {
        await fill(store, [`${prefix}a`, `${prefix}b`]);
        for await (const key of store.keys(prefix)) {
          expect(key).toBe(`${prefix}a`);
          break;
        }
      });
    });

    describe('folders', () => {
      it('lists what follows the prefix up to the next slash, each once', async () => {
        const names = ['2025/01/a', '2025/01/b', '2025/02/a', '2026/03/a', 'latest.jsonl'];
        await fill(
          store,
          names.map((name) => prefix + name),
        );

        expect(await store.folders(prefix)).toEqual([`${prefix}2025/`, `${prefix}2026/`]);
        expect(await store.folders(`${prefix}2025/`)).toEqual([
          `${prefix}2025/01/`,
          `${prefix}2025/02/`,
        ]);
        expect(await store.folders(`${prefix}202`)).toHaveLength(2);
        expect(await store.folders(`${prefix}2025/01/`)).toEqual([]);
      });
    });

    describe('an abort signal', () => {
      const reason = new Error('the client went away');

      it('ends every call with its reason as the cause', async () => {
        const signal = AbortSignal.abort(reason);
        const failure = { name: 'ObjectStoreError', cause: reason };
        const key = `${prefix}a`;

        await expect(store.create(key, objectOf('x'), { signal })).rejects.toMatchObject(failure);
        await expect(store.open(key, { signal })).rejects.toMatchObject(failure);
        await expect(store.stat(key, { signal })).rejects.toMatchObject(failure);
        await expect(listed(store, prefix, { signal })).rejects.toMatchObject(failure);
        await expect(store.folders(prefix, { signal })).rejects.toMatchObject(failure);
        expect(await store.stat(key)).toBeUndefined();
      });

      it('ends a body that is being read', async () => {
        const key = `${prefix}a`;
        await store.create(key, objectOf('x'.repeat(1_000_000)));
        const ending = new AbortController();
        const object = await store.open(key, { signal: ending.signal });
        ending.abort(reason);
        const reading = object?.body.toArray();

        await expect(reading).rejects.toThrow(ObjectStoreError);
        await expect(reading).rejects.toMatchObject({ action: 'read', cause: reason });
      });
    });
  });
}
