import { existsSync, mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { isThere, run } from './run';
import { answers, freePort, ServerProcess } from './server-process';

const PACKAGE = 'etcd-server';

/** etcd cannot be had here; says what to install. */
export class NoEtcdError extends Error {
  override readonly name = 'NoEtcdError';

  constructor(cause: unknown) {
    super('this needs etcd, which is not here: install it (apt-get install etcd-server)', {
      cause,
    });
  }
}

/** Unpacks Debian's package into the cache folder, which needs no rights and starts no service. */
async function unpack(folder: string, say: (line: string) => void): Promise<void> {
  say('fetching etcd (once)');
  try {
    if (process.getuid?.() === 0) await run('apt-get', ['update', '--quiet']);
    await run('apt-get', ['download', '--quiet', PACKAGE], { cwd: folder });
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
    await run('dpkg-deb', ['--extract', join(folder, file), folder]);
  } catch (cause) {
    throw new NoEtcdError(cause);
  }
}

async function etcdProgram(say: (line: string) => void): Promise<string> {
  if (await isThere('etcd', ['--version'])) return 'etcd';
  const folder = cacheFolder('debian', PACKAGE);
  const path = join(folder, 'usr', 'bin', 'etcd');
  if (!existsSync(path)) await unpack(folder, say);
  return path;
}

/** A running etcd. */
export interface EtcdServer {
  readonly endpoint: string;
  readonly process: ServerProcess;
}

/**
 * Starts an empty etcd on loopback.
 *
 * @param folder where it keeps its data
 * @param say told before something that takes a while
 */
export async function startEtcd(folder: string, say: (line: string) => void): Promise<EtcdServer> {
  const program = await etcdProgram(say);
  const data = join(folder, 'etcd');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const peers = `http://127.0.0.1:${await freePort()}`;
  const server = await ServerProcess.start({
    name: 'etcd',
    program,
    parameters: [
      ...['--data-dir', data, '--unsafe-no-fsync', '--log-level', 'warn'],
      ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
      ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers],
      ...['--initial-cluster', `default=${peers}`],
    ],
    env: { PATH: process.env['PATH'] },
    isUp: () => answers(`${endpoint}/health`),
  });
  return { endpoint, process: server };
}
