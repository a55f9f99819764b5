import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ENTRYPOINT = resolve(import.meta.dirname, '..', 'entrypoint.sh');

describe('the entry point of the image', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weather-entrypoint-'));
    copyFileSync(ENTRYPOINT, join(folder, 'entrypoint.sh'));
    writeFileSync(
      join(folder, 'main.mjs'),
      'process.stdout.write(`worker ${process.argv.slice(2)}`);',
    );
    writeFileSync(join(folder, 'dagster'), '#!/bin/sh\necho "dagster $*"\n');
    chmodSync(join(folder, 'dagster'), 0o755);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function start(...words: readonly string[]): string {
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const parameters = [join(folder, 'entrypoint.sh'), ...words];
    return execFileSync('sh', parameters, { env, encoding: 'utf8' }).trim();
  }

  it('hands words to the worker', () => {
    expect(start('run', '--json')).toBe('worker run,--json');
    expect(start()).toBe('worker');
  });

  it('lets Dagster run what it gives as arguments', () => {
    expect(start('dagster', 'api', 'grpc', '--port', '3030')).toBe('dagster api grpc --port 3030');
  });
});
