import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, type GoProgram } from './go-program';
import { answers, freePort, ServerProcess } from './server-process';

/** The S3 server of the tests: a gateway that keeps objects as files (https://versitygw.com). */
const VERSITYGW: GoProgram = {
  name: 'versitygw',
  path: 'github.com/versity/versitygw/cmd/versitygw',
  version: 'v1.8.0',
};

/** Credentials of a server that lives for one test run on loopback. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'e2e-access', AWS_SECRET_ACCESS_KEY: 'e2e-only-secret' };

/** A running S3 server and how programs reach it. */
export interface S3Server {
  readonly endpoint: string;
  readonly process: ServerProcess;
  /** The variables that make any AWS SDK talk to it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts a real S3 server on loopback with one bucket.
 *
 * @param folder where it keeps its objects
 * @param say told before something that takes a while
 */
export async function startS3Server(
  folder: string,
  bucket: string,
  say: (line: string) => void,
): Promise<S3Server> {
  const program = await goProgram(VERSITYGW, say);
  const data = join(folder, 'data');
  const attributes = join(folder, 'attributes');
  mkdirSync(join(data, bucket), { recursive: true });
  mkdirSync(attributes, { recursive: true });
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await ServerProcess.start({
    name: 'versitygw',
    program,
    parameters: [
      ...['--port', `127.0.0.1:${port}`, '--keep-alive', '--quiet'],
      ...['posix', '--sidecar', attributes, data],
    ],
    env: {
      ...process.env,
      ROOT_ACCESS_KEY: CREDENTIALS.AWS_ACCESS_KEY_ID,
      ROOT_SECRET_KEY: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
    },
    isUp: () => answers(endpoint),
  });
  const environment = { ...CREDENTIALS, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_S3: endpoint };
  return { endpoint, process: server, environment };
}
