import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DirectoryObjectStore } from '../directory-object-store';
import { readObject } from '../read-object';

const KILLS = 50;
const AT_ONCE = 4;
const LINES = 50;

let directory: string;
let script: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'directory-kill-'));
  script = join(directory, 'endless-writer.cjs');
  await build({
    entryPoints: [join(__dirname, '../testing/endless-writer.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
  });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Starts a writer and kills it at a random moment of its work. */
async function killWriter(data: string, name: string): Promise<void> {
  const writer = spawn(process.execPath, [script, data, name]);
  await once(writer.stdout, 'data');
  await delay(Math.random() * 25);
  writer.kill('SIGKILL');
  await once(writer, 'close');
}

it('leaves whole objects or none, whenever its writer is killed', async () => {
  const data = join(directory, 'data');
  for (let kill = 0; kill < KILLS; kill += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, KILLS - kill) }, (_, n) => `${kill + n}`);
    await Promise.all(names.map((name) => killWriter(data, name)));
  }

  const store = new DirectoryObjectStore(data);
  let objects = 0;
  for await (const key of store.keys('')) {
    objects += 1;
    const object = await readObject(store, key);
    const lines = String(object?.bytes).split('\n');
    expect(lines).toHaveLength(LINES);
    const number = Number(/(\d+)\.jsonl$/.exec(key)?.[1]);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('number', number);
  }

  expect(objects).toBeGreaterThanOrEqual(KILLS);
  const leftovers = await readdir(join(data, '.tmp'));
  expect(leftovers.length).toBeLessThanOrEqual(KILLS);
}, 60_000);
