import { join } from 'node:path';

/** The folder of files that are still being written. No key leads into it. */
export const TEMP_FOLDER = '.tmp';

const FORBIDDEN_ON_WINDOWS = /[\\:]/;

/**
 * Why `key` cannot name a file under the store's directory, or `undefined` when it can. What
 * starts with a dot is the store's own or hidden, so such a key would be written but never listed.
 *
 * @param platform as `process.platform` says it
 */
export function faultOfKey(key: string, platform: NodeJS.Platform): string | undefined {
  if (key.includes('\0')) return 'the key holds a NUL character';
  if (platform === 'win32' && FORBIDDEN_ON_WINDOWS.test(key)) {
    return 'the key holds a backslash or a colon, which part paths on Windows';
  }
  const segments = key.split('/');
  if (segments.includes('')) return 'the key is empty, absolute or has an empty segment';
  const hasDot = segments.some((segment) => segment.startsWith('.'));
  return hasDot ? 'the key has a segment that starts with a dot' : undefined;
}

/** The file that is the object `key`. The key has no fault. */
export function pathOfKey(directory: string, key: string): string {
  return join(directory, ...key.split('/'));
}
