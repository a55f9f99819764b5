import { join } from 'node:path';
import { pythonEnvironment } from './python-environment';
import { answers, freePort, ServerProcess } from './server-process';

const REQUIREMENTS = join(import.meta.dirname, 'moto-requirements.txt');

/** A running emulator of AWS (https://docs.getmoto.org). */
export interface MotoServer {
  readonly url: string;
  /** The Python it runs on, which has the SDK of AWS. */
  readonly python: string;
  readonly process: ServerProcess;
  /** What makes any SDK and provider talk to it, whatever host it asks for. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts an emulator of AWS on loopback, with an empty account 123456789012.
 *
 * @param say told before something that takes a while
 */
export async function startMoto(say: (line: string) => void): Promise<MotoServer> {
  const programs = await pythonEnvironment(REQUIREMENTS, say);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await ServerProcess.start({
    name: 'moto',
    program: join(programs, 'moto_server'),
    parameters: ['-H', '127.0.0.1', '-p', String(port)],
    // Roles are given policies that AWS keeps.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    isUp: () => answers(`${url}/moto-api/`),
  });
  const environment = {
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_REGION: 'us-east-2',
    HTTP_PROXY: url,
  };
  return { url, python: join(programs, 'python'), process: server, environment };
}
