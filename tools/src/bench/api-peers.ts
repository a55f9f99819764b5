import { join } from 'node:path';
import { pythonEnvironment } from '../servers/python-environment';
import { answers, freePort, ServerProcess } from '../servers/server-process';
import { pinned, type PinnedCommand } from './pinned';

const PEERS = join('tools', 'src', 'bench', 'peers');

/** A server under test. */
export interface Peer {
  readonly url: string;
  readonly process: ServerProcess;
}

interface PeerSpec {
  readonly name: string;
  readonly command: PinnedCommand;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
}

async function start({ name, command, environment, port }: PeerSpec): Promise<Peer> {
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, ...environment };
  const isUp = () => answers(`${url}/products?limit=1`);
  const server = await ServerProcess.start({ name, ...(await pinned(command, 0)), env, isUp });
  return { url, process: server };
}

/** Starts the products API as it is built, without a limit of requests. */
export async function startApi(environment: Readonly<Record<string, string>>): Promise<Peer> {
  const port = await freePort();
  const parameters = [join('dist', 'apps', 'products-api', 'main.mjs')];
  return start({
    name: 'products-api',
    command: { program: process.execPath, parameters },
    environment: { ...environment, PORT: String(port), DRAIN_SECONDS: '0', NODE_ENV: 'production' },
    port,
  });
}

/** Starts a bare node:http server that answers what `url` answers now. */
export async function startBareServer(url: string): Promise<Peer> {
  const port = await freePort();
  const script = join(PEERS, 'bare-server.ts');
  const parameters = ['--import', 'tsx', script, url, String(port)];
  const command = { program: process.execPath, parameters };
  return start({ name: 'node:http', command, environment: {}, port });
}

/** Starts the FastAPI and boto3 program. */
export async function startFastApi(
  environment: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Peer> {
  const programs = await pythonEnvironment(join(PEERS, 'requirements.txt'), say);
  const port = await freePort();
  const parameters = ['--app-dir', PEERS, '--port', String(port), '--no-access-log'];
  return start({
    name: 'FastAPI + boto3',
    command: {
      program: join(programs, 'uvicorn'),
      parameters: [...parameters, 'products_api:app'],
    },
    environment,
    port,
  });
}
