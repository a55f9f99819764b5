import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { isThere, run } from './run';

/** The programs cannot be had here; says what to install. */
export class NoPythonError extends Error {
  override readonly name = 'NoPythonError';

  constructor() {
    super('this needs Python 3 with venv, which is not here: install python3 and python3-venv');
  }
}

/** What a requirements file names, and the files that it includes (`-r`). */
function wantedBy(requirements: string): string {
  const text = readFileSync(requirements, 'utf8');
  const included = [...text.matchAll(/^-r (\S+)$/gm)].map(([, name = '']) => name);
  return [text, ...included.map((name) => wantedBy(join(dirname(requirements), name)))].join('\n');
}

/**
 * A Python environment with exactly what a requirements file names, made once in the cache folder.
 *
 * @param say told before something that takes a while
 * @returns the folder of its programs
 * @throws {NoPythonError} when Python is not installed
 * @throws {CommandError} when a package cannot be installed
 */
export async function pythonEnvironment(
  requirements: string,
  say: (line: string) => void,
): Promise<string> {
  const wanted = createHash('sha256').update(wantedBy(requirements)).digest('hex').slice(0, 16);
  const folder = cacheFolder('python', wanted);
  const programs = join(folder, 'bin');
  const stamp = join(folder, 'complete');
  if (existsSync(stamp)) return programs;
  if (!(await isThere('python3', ['-m', 'venv', '--help']))) throw new NoPythonError();
  say(`installing the Python packages of ${requirements} (once)`);
  rmSync(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(join(programs, 'pip'), ['install', '--quiet', '--requirement', requirements]);
  writeFileSync(stamp, '');
  return programs;
}
