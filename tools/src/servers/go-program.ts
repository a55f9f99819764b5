import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { isThere, run } from './run';

/** A server that is had by building a Go module. */
export interface GoProgram {
  /** Name of the program. */
  readonly name: string;
  /** Path of its package. */
  readonly path: string;
  /** Exact version of its module. */
  readonly version: string;
}

/** The programs cannot be built here; says what to install. */
export class NoGoError extends Error {
  override readonly name = 'NoGoError';

  constructor(program: GoProgram) {
    super(
      `${program.name} is built with Go, which is not here: install Go from https://go.dev/dl/`,
    );
  }
}

/**
 * The path of a program, built once into the cache folder.
 *
 * @param say told before something that takes a while
 * @throws {NoGoError} when it has to be built and Go is not installed
 * @throws {CommandError} when it cannot be built
 */
export async function goProgram(program: GoProgram, say: (line: string) => void): Promise<string> {
  const folder = cacheFolder('go', `${program.name}-${program.version}`);
  const path = join(folder, program.name);
  if (existsSync(path)) return path;
  if (!(await isThere('go', ['version']))) throw new NoGoError(program);
  say(`building ${program.name} ${program.version} (once, takes a few minutes)`);
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '-buildvcs=false' };
  await run('go', ['install', `${program.path}@${program.version}`], { env, cwd: folder });
  return path;
}
