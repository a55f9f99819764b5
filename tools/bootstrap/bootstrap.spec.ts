import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isOldNode, WANTED_NODE } from './node-version.mjs';
import { withLock } from './lock.mjs';

const ROOT = resolve(import.meta.dirname, '..', '..');

describe('isOldNode', () => {
  it.each([
    ['18.20.4', true],
    ['20.18.9', true],
    ['20.19.0', false],
    ['20.20.2', false],
    ['24.0.0', false],
  ])('%s: %p', (version, isOld) => {
    expect(isOldNode(version)).toBe(isOld);
  });

  it('wants what package.json promises', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(manifest.engines.node).toBe(`>=${WANTED_NODE}`);
  });
});

describe('withLock', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weather-lock-'));
    path = join(folder, 'lock');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds the lock while it works, and frees it', async () => {
    const held = await withLock(path, () => readFileSync(path, 'utf8'));
    expect(held).toBe(String(process.pid));
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it('frees it when the work fails', async () => {
    const failing = withLock(path, () => {
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    expect(await withLock(path, () => 'free')).toBe('free');
  });

  it('takes it over from a process that died', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(path, String(pid));
    expect(await withLock(path, () => 'taken over')).toBe('taken over');
  });
});

describe('bootstrap.mjs', () => {
  it('names its commands when it is asked for another', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'tools', 'bootstrap.mjs'), 'strat'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(2);
    expect(stderr).toContain('There is no command "strat"');
    expect(stderr).toMatch(/start +the demo/);
  });
});
