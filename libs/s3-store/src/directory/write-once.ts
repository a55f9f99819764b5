import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from './file-fault';

/** What a system answers that cannot sync a directory, or lets us write in it but not open it. */
const CANNOT_SYNC: readonly (string | undefined)[] = ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP'];

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a directory survive a power cut, where the system can. Windows cannot. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    await sync(path);
  } catch (error) {
    if (!CANNOT_SYNC.includes(codeOf(error))) throw error;
  }
}

/** Makes a folder and those above it, and their names durable. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  const top = dirname(first);
  for (let folder = dirname(path); folder.length >= top.length; folder = dirname(folder)) {
    await syncDirectory(folder);
    if (folder === dirname(folder)) return;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives the file a second name that must be free. Answers whether it was. */
async function linkUnlessTaken(existing: string, path: string): Promise<boolean> {
  try {
    await link(existing, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Writes a file whose name is free: whole and durable, or not at all, also when the process is
 * killed in the middle of it. What a kill leaves lies in `tempFolder` only.
 *
 * @returns whether the name was free; if not, nothing was written
 */
export async function writeOnce(
  path: string,
  bytes: Uint8Array,
  tempFolder: string,
): Promise<boolean> {
  const temp = join(tempFolder, randomUUID());
  await makeFolder(tempFolder);
  await makeFolder(dirname(path));
  try {
    await writeSynced(temp, bytes);
    const wasFree = await linkUnlessTaken(temp, path);
    await syncDirectory(dirname(path));
    return wasFree;
  } finally {
    await rm(temp, { force: true });
  }
}
