import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

async function removeIfOlder(path: string, instant: number): Promise<void> {
  const { mtimeMs } = await stat(path);
  if (mtimeMs < instant) await rm(path, { force: true });
}

/**
 * Removes the files that killed writers left in `folder` before `instant`. A file that cannot be
 * removed stays: it is never listed and harms nothing but the disk space.
 *
 * @param instant milliseconds since 1970
 */
export async function sweepOlderThan(instant: number, folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  await Promise.allSettled(names.map((name) => removeIfOlder(join(folder, name), instant)));
}
