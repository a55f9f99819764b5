import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareKeys } from '../key-order';
import { codeOf } from './file-fault';

/** Which keys are asked for: those that start with `prefix`, behind `after`. */
export interface Wanted {
  readonly prefix: string;
  readonly after: string;
}

/** The name under which an entry sorts among keys: a folder's ends in `/`. */
function nameOf(entry: Dirent): string | undefined {
  if (entry.name.startsWith('.')) return undefined;
  if (entry.isDirectory()) return `${entry.name}/`;
  return entry.isFile() ? entry.name : undefined;
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

/** A folder that is gone, or a file in its place, holds nothing; the store's directory must be one. */
async function isNoFolder(error: unknown, directory: string): Promise<boolean> {
  const code = codeOf(error);
  return code === 'ENOENT' || (code === 'ENOTDIR' && (await isDirectory(directory)));
}

/** The keys and folders right in `folder` (`''` or a prefix that ends in `/`), ascending. */
export async function entriesOf(directory: string, folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    const names = entries.map(nameOf).filter((name) => name !== undefined);
    return names.map((name) => folder + name).sort(compareKeys);
  } catch (error) {
    if (await isNoFolder(error, directory)) return [];
    throw error;
  }
}

/** Whether `entry` is, or may hold, a key that is wanted. Folders of older keys are never opened. */
function isWanted(entry: string, { prefix, after }: Wanted): boolean {
  const isFolder = entry.endsWith('/');
  const fits = entry.startsWith(prefix) || (isFolder && prefix.startsWith(entry));
  return fits && (compareKeys(entry, after) > 0 || (isFolder && after.startsWith(entry)));
}

/** The innermost folder that holds all keys of `prefix`: `''` or a prefix that ends in `/`. */
export function folderOf(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('/') + 1);
}

/** The keys under `folder` that are wanted, ascending, a page for each run of neighbouring files. */
export async function* keyPages(
  directory: string,
  wanted: Wanted,
  folder: string = folderOf(wanted.prefix),
): AsyncGenerator<readonly string[], void, undefined> {
  let page: string[] = [];
  for (const entry of await entriesOf(directory, folder)) {
    if (!isWanted(entry, wanted)) continue;
    if (!entry.endsWith('/')) {
      page.push(entry);
      continue;
    }
    if (page.length > 0) yield page;
    page = [];
    yield* keyPages(directory, wanted, entry);
  }
  if (page.length > 0) yield page;
}
