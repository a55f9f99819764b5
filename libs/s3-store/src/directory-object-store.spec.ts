import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryObjectStore } from './directory-object-store';
import type { NewObject } from './object-store';
import { readObject } from './read-object';
import { itKeepsTheObjectStoreContract } from './testing/object-store-contract';

const LINES: NewObject = {
  body: Buffer.from('{"a":1}\n{"a":2}'),
  rowCount: 2,
  contentType: 'application/x-ndjson',
};

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'directory-store-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('the contract', () => {
  let shared: string;

  afterAll(async () => {
    await rm(shared, { recursive: true, force: true });
  });

  itKeepsTheObjectStoreContract('DirectoryObjectStore', async () => {
    shared = await mkdtemp(join(tmpdir(), 'directory-contract-'));
    return new DirectoryObjectStore(join(shared, 'made/later'));
  });
});

async function keysOf(store: DirectoryObjectStore, prefix = ''): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const key of store.keys(prefix)) keys.push(key);
  return keys;
}

describe('DirectoryObjectStore', () => {
  it('makes an object the file of its key', async () => {
    await new DirectoryObjectStore(directory).create('a/b/c.jsonl', LINES);

    expect(await readdir(join(directory, 'a/b'))).toEqual(['c.jsonl']);
    expect(await readdir(join(directory, '.tmp'))).toEqual([]);
  });

  it('tells size, sha256 and rows of a file that was copied in', async () => {
    await writeFile(join(directory, 'copied.jsonl'), '{}\n{}\n{}\n');
    const store = new DirectoryObjectStore(directory);

    expect(await store.stat('copied.jsonl')).toEqual({
      key: 'copied.jsonl',
      size: 9,
      etag: 'b65d76e848a9d7b03dbe60a365428da2',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      rowCount: 3,
    });
    expect((await readObject(store, 'copied.jsonl'))?.bytes.toString()).toBe('{}\n{}\n{}\n');
  });

  it('is empty when its directory is missing', async () => {
    const store = new DirectoryObjectStore(join(directory, 'missing'));

    expect(await keysOf(store)).toEqual([]);
    expect(await keysOf(store, 'a/b')).toEqual([]);
    expect(await store.folders('')).toEqual([]);
    expect(await store.stat('a')).toBeUndefined();
  });

  it('names a directory that is none', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const store = new DirectoryObjectStore(file);

    await expect(keysOf(store)).rejects.toThrow(
      `could not list the keys of '' in ${file}: a file stands where a folder is needed`,
    );
    await expect(store.create('a', LINES)).rejects.toMatchObject({
      name: 'ObjectStoreError',
      location: file,
    });
  });

  it.each([
    ['', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['a//b', 'empty segment'],
    ['a/', 'empty segment'],
    ['../outside', 'starts with a dot'],
    ['a/../../outside', 'starts with a dot'],
    ['a/./b', 'starts with a dot'],
    ['.tmp/x', 'starts with a dot'],
    ['a\0b', 'NUL'],
  ])('refuses the key %j', async (key, fault) => {
    const store = new DirectoryObjectStore(directory);

    await expect(store.create(key, LINES)).rejects.toThrow(fault);
    await expect(store.open(key)).rejects.toThrow(fault);
    await expect(store.stat(key)).rejects.toThrow(fault);
    expect(await readdir(directory)).toEqual([]);
  });

  it('lists nothing outside itself', async () => {
    await mkdir(join(directory, 'inside'));
    await writeFile(join(directory, 'outside'), '');
    const store = new DirectoryObjectStore(join(directory, 'inside'));

    expect(await keysOf(store, '../')).toEqual([]);
    expect(await keysOf(store, '/')).toEqual([]);
    expect(await store.folders('../')).toEqual([]);
  });

  it('lists neither hidden files nor links nor empty folders', async () => {
    const store = new DirectoryObjectStore(directory);
    await store.create('a/b', LINES);
    await mkdir(join(directory, 'empty/inner'), { recursive: true });
    await writeFile(join(directory, 'a/.hidden'), '');
    await writeFile(join(directory, '.tmp/killed'), 'half');
    await symlink('/etc', join(directory, 'etc'));

    expect(await keysOf(store)).toEqual(['a/b']);
    expect(await store.folders('')).toEqual(['a/']);
  });

  it('reads only the folders that may hold wanted keys', async () => {
    for (let day = 1; day <= 28; day += 1) {
      const folder = join(directory, `2025/01/${String(day).padStart(2, '0')}`);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, '000000.jsonl'), '{}');
    }
    const listing = new DirectoryObjectStore(directory).keys('', { after: '2025/01/27/' });
    const keys: string[] = [];
    for await (const key of listing) keys.push(key);

    expect(keys).toEqual(['2025/01/27/000000.jsonl', '2025/01/28/000000.jsonl']);
    expect(listing.pages).toBe(2);
  });

  it('says that a folder or a file stands in the way', async () => {
    const store = new DirectoryObjectStore(directory);
    await store.create('a/b', LINES);

    await expect(store.create('a', LINES)).rejects.toThrow('a folder stands under the key');
    await expect(store.create('a/b/c', LINES)).rejects.toThrow('a file stands where a folder');
  });

  it('sweeps what killed writers left more than an hour ago, at its first write', async () => {
    const temp = join(directory, '.tmp');
    await mkdir(temp);
    await writeFile(join(temp, 'old'), '');
    await utimes(join(temp, 'old'), new Date(0), Date.now() / 1000 - 3700);
    await writeFile(join(temp, 'young'), '');
    const store = new DirectoryObjectStore(directory);
    await store.create('a', LINES);

    expect(await readdir(temp)).toEqual(['young']);
  });

  it('leaves no half-written file behind when the disk refuses', async () => {
    const store = new DirectoryObjectStore(directory);
    const tooLong = 'x'.repeat(300);

    await expect(store.create(tooLong, LINES)).rejects.toThrow('the name is too long');
    expect(await store.stat(tooLong)).toBeUndefined();
    expect(await readdir(join(directory, '.tmp'))).toEqual([]);
  });
});
