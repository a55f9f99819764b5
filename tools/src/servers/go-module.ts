import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { NoGoError, type GoProgram } from './go-program';
import { isThere, run } from './run';

/** A server whose module replaces others, so that `go install` refuses it. */
export interface GoModule extends GoProgram {
  /** Folder below `go-modules` with the `go.mod` that repeats the replacements, and its `go.sum`. */
  readonly folder: string;
}

const MODULES = join(import.meta.dirname, 'go-modules');

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * The path of a program, built once into the cache folder from exactly what `go.sum` pins.
 *
 * @param say told before something that takes a while
 * @throws {NoGoError} when it has to be built and Go is not installed
 * @throws {CommandError} when it cannot be built
 */
export async function goModule(module: GoModule, say: (line: string) => void): Promise<string> {
  const source = join(MODULES, module.folder);
  const folder = cacheFolder('go', `${module.name}-${module.version}-${hashOf(source)}`);
  const path = join(folder, module.name);
  if (existsSync(path)) return path;
  if (!(await isThere('go', ['version']))) throw new NoGoError(module);
  say(`building ${module.name} ${module.version} (once, takes about ten minutes)`);
  const parameters = ['build', '-C', source, '-mod=readonly', '-buildvcs=false'];
  await run('go', [...parameters, '-o', path, module.path]);
  return path;
}
