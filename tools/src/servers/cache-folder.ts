import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder outside the repository for what is downloaded or built once: `WEATHER_CACHE_DIR`, else
 * `weather-platform` under `XDG_CACHE_HOME` or `~/.cache`. It is made when it is not there.
 */
export function cacheFolder(...names: readonly string[]): string {
  const { WEATHER_CACHE_DIR, XDG_CACHE_HOME } = process.env;
  const root =
    WEATHER_CACHE_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weather-platform');
  const folder = join(root, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
