import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { isThere, run } from './run';

/** Programs of Prometheus, and the Debian packages they come in. */
const PACKAGES = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  amtool: 'prometheus-alertmanager',
} as const;

export type PrometheusProgram = keyof typeof PACKAGES;

/** Where Debian's Alertmanager looks for its templates, wherever it is itself. */
const TEMPLATES = '/usr/share/prometheus/alertmanager';

/** The programs cannot be had here; says what to install. */
export class NoPrometheusError extends Error {
  override readonly name = 'NoPrometheusError';

  constructor(program: PrometheusProgram, cause: unknown) {
    const fix = `install the package ${PACKAGES[program]}, or put ${program} on the PATH`;
    super(`this needs ${program}, which is not here and could not be fetched: ${fix}`, { cause });
  }
}

async function download(name: string, folder: string): Promise<void> {
  try {
    await run('apt-get', ['download', '--quiet', name], { cwd: folder });
  } catch (error) {
    // Nothing is known of packages on a new machine.
    if (process.getuid?.() !== 0) throw error;
    await run('apt-get', ['update', '--quiet']);
    await run('apt-get', ['download', '--quiet', name], { cwd: folder });
  }
}

/** Puts Alertmanager's templates where it looks for them, which takes root. */
function placeTemplates(folder: string): void {
  if (!existsSync(TEMPLATES)) cpSync(join(folder, TEMPLATES), TEMPLATES, { recursive: true });
}

/** Unpacks a package into `folder`; it is not installed, so that no service is started. */
async function unpack(name: string, folder: string): Promise<void> {
  await download(name, folder);
  const archive = readdirSync(folder).find((file) => file.endsWith('.deb'));
  await run('dpkg-deb', ['--extract', join(folder, archive ?? ''), folder]);
  writeFileSync(join(folder, 'complete'), '');
}

/**
 * The path of a program of Prometheus: the one on the PATH, else Debian's, unpacked once into the cache
 * folder.
 *
 * @param say told before something that takes a while
 * @throws {NoPrometheusError} when there is none and Debian's packages cannot be reached
 */
export async function prometheusProgram(
  program: PrometheusProgram,
  say: (line: string) => void,
): Promise<string> {
  if (await isThere(program, ['--version'])) return program;
  const name = PACKAGES[program];
  const folder = cacheFolder('debian', name);
  if (!existsSync(join(folder, 'complete'))) {
    say(`fetching ${name} (once)`);
    await unpack(name, folder).catch((cause: unknown) => {
      throw new NoPrometheusError(program, cause);
    });
  }
  if (program === 'prometheus-alertmanager') placeTemplates(folder);
  return join(folder, 'usr', 'bin', program);
}
