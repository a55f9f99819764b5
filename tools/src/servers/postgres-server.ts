import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, ServerProcess } from './server-process';
import { isThere, run } from './run';

/** Where Debian keeps the programs of each release of PostgreSQL. */
const RELEASES = '/usr/lib/postgresql';
/** The user that Debian's package makes; PostgreSQL refuses to run as root. */
const SYSTEM_USER = 'postgres';
const DATABASE_USER = 'dagster';

/** PostgreSQL is not installed; says what to install. */
export class NoPostgresError extends Error {
  override readonly name = 'NoPostgresError';

  constructor(cause?: unknown) {
    super('this needs PostgreSQL, which is not here: install it (apt-get install postgresql)', {
      cause,
    });
  }
}

/** A running PostgreSQL and how programs reach it. */
export interface PostgresServer {
  /** URL of an empty database, without a password. */
  readonly url: string;
  /** File that tells libpq the password, for `PGPASSFILE`. */
  readonly passwordFile: string;
  readonly stop: () => Promise<void>;
}

function installedRelease(): string | undefined {
  try {
    const [newest] = readdirSync(RELEASES).sort((a, b) => Number(b) - Number(a));
    return newest;
  } catch {
    return undefined;
  }
}

async function install(say: (line: string) => void): Promise<void> {
  if (process.getuid?.() !== 0) throw new NoPostgresError();
  say('installing PostgreSQL (once)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '--quiet'], { env });
    const parameters = ['install', '--quiet', '--yes', '--no-install-recommends', 'postgresql'];
    await run('apt-get', parameters, { env });
  } catch (cause) {
    throw new NoPostgresError(cause);
  }
}

/** The folder of PostgreSQL's programs. */
async function programs(say: (line: string) => void): Promise<string> {
  if (installedRelease() === undefined) await install(say);
  const release = installedRelease();
  if (release === undefined) throw new NoPostgresError();
  return join(RELEASES, release, 'bin');
}

interface SystemUser {
  readonly user: number;
  readonly group: number;
}

/** Whom the server runs as: root hands over to the user of the package. */
async function serverUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (flag: string) => Number((await run('id', [flag, SYSTEM_USER])).trim());
  return { user: await idOf('--user'), group: await idOf('--group') };
}

/** The command line that runs a program as `user`. */
function as(user: SystemUser | undefined, words: readonly string[]): readonly [string, string[]] {
  const all = user
    ? ['setpriv', `--reuid=${user.user}`, `--regid=${user.group}`, '--clear-groups', ...words]
    : [...words];
  const [program = '', ...parameters] = all;
  return [program, parameters];
}

/** Settings of a server whose data nobody will miss. */
const SETTINGS = [
  ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'],
  ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'jit=off'],
].flatMap((setting) => ['-c', setting]);

interface Place {
  readonly bin: string;
  /** A folder of the server's own user. */
  readonly folder: string;
  readonly port: number;
  readonly user: SystemUser | undefined;
}

/** Makes an empty database; answers the password of its owner. */
async function initialize({ bin, folder, user }: Place): Promise<string> {
  const password = randomBytes(18).toString('base64url');
  const given = join(folder, 'password');
  writeFileSync(given, password, { mode: 0o600 });
  if (user) for (const path of [folder, given]) chownSync(path, user.user, user.group);
  const words = ['--auth=scram-sha-256', `--username=${DATABASE_USER}`, `--pwfile=${given}`];
  const data = join(folder, 'data');
  const [initdb, parameters] = as(user, [join(bin, 'initdb'), ...words, '--no-sync', data]);
  await run(initdb, parameters, { cwd: '/' });
  return password;
}

function startOn({ bin, folder, port, user }: Place): Promise<ServerProcess> {
  const data = join(folder, 'data');
  const words = [join(bin, 'postgres'), '-D', data, '-p', String(port), ...SETTINGS];
  const [program, parameters] = as(user, words);
  const ready = ['--host=127.0.0.1', `--port=${port}`, '--quiet'];
  return ServerProcess.start({
    name: 'postgres',
    program,
    parameters,
    cwd: '/',
    isUp: () => isThere(join(bin, 'pg_isready'), ready),
  });
}

/**
 * Starts a real PostgreSQL on loopback with an empty database; it is installed where it is missing and
 * this runs as root. Its data are gone when it is stopped.
 *
 * @param say told before something that takes a while
 * @throws {NoPostgresError} when it is not there and cannot be installed
 */
export async function startPostgres(say: (line: string) => void): Promise<PostgresServer> {
  const bin = await programs(say);
  // Not in a folder of the caller's, which its user could not enter.
  const folder = mkdtempSync(join(tmpdir(), 'weather-postgres-'));
  const place = { bin, folder, port: await freePort(), user: await serverUser() };
  const password = await initialize(place);
  const passwordFile = join(folder, 'pgpass');
  const line = `127.0.0.1:${place.port}:*:${DATABASE_USER}:${password}\n`;
  writeFileSync(passwordFile, line, { mode: 0o600 });
  const server = await startOn(place);
  return {
    url: `postgresql://${DATABASE_USER}@127.0.0.1:${place.port}/postgres`,
    passwordFile,
    stop: async () => {
      // At once: a polite stop waits for its clients.
      await server.stop('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
