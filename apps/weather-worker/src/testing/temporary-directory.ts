import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty directory for the tests of a file, removed when they are done. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'weather-worker-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

/** An empty directory for each test of a file. Answers what makes paths in it. */
export function directoryForEach(): (name: string) => string {
  const root = temporaryDirectory();
  let count = 0;
  beforeEach(() => {
    count += 1;
    mkdirSync(join(root, String(count)));
  });
  return (name) => join(root, String(count), name);
}
