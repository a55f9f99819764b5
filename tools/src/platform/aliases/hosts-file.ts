import { readFileSync, writeFileSync } from 'node:fs';
import { PlatformError } from '../platform-error';

/** Bytes as they are: what others wrote need not be UTF-8. */
const AS_BYTES = 'latin1';

function cannot(what: string, path: string, cause: unknown): PlatformError {
  const hasCode = typeof cause === 'object' && cause !== null && 'code' in cause;
  const reason = hasCode ? String(cause.code) : String(cause);
  const fix = reason === 'EACCES' || reason === 'EPERM' ? ': run it with sudo' : '';
  return new PlatformError(`${path} cannot be ${what} (${reason})${fix}`, 1, { cause });
}

/** @throws {PlatformError} when it cannot be read */
export function readHosts(path: string): string {
  try {
    return readFileSync(path, AS_BYTES);
  } catch (cause) {
    throw cannot('read', path, cause);
  }
}

/**
 * Changes a hosts file in place, because in a container it is a mount that nothing can be moved onto.
 *
 * @returns whether it changed
 * @throws {PlatformError} when it cannot be written
 */
export function changeHosts(path: string, change: (text: string) => string): boolean {
  const text = readHosts(path);
  const changed = change(text);
  if (changed === text) return false;
  try {
    writeFileSync(path, changed, AS_BYTES);
  } catch (cause) {
    throw cannot('written', path, cause);
  }
  return true;
}
