import { mkdtempSync, rmSync } from 'node:fs';
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
