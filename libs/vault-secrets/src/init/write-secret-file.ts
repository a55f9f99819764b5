import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../vault/fault-of';
import { VaultError } from '../vault/vault-error';

/** Only its owner may read the file, and nobody may write it: a new one takes its place. */
const MODE = 0o400;

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Puts a file of secrets in place, mode 0400 and owned by the user of this process. Whoever reads, and
 * whenever this is killed, the file at `path` is the whole old one or the whole new one.
 *
 * @throws {VaultError} `unwritable-file`
 */
export async function writeSecretFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.new`;
  try {
    await rm(unfinished, { force: true });
    await writeThrough(unfinished, text);
    await rename(unfinished, path);
    await syncFolder(path);
  } catch (error) {
    throw new VaultError('unwritable-file', `write ${path}`, codeOf(error));
  }
}
