import { join, resolve } from 'node:path';
import { startWorker, type Ending, type WorkerCommand } from '@weather/weather-worker/testing';
import { answers, freePort, ServerProcess } from '../../servers/server-process';

const BUNDLES = resolve(import.meta.dirname, '..', '..', '..', '..', 'dist', 'apps');

/** The worker as it is built. */
export const BUILT_WORKER: WorkerCommand = [
  process.execPath,
  join(BUNDLES, 'weather-worker', 'main.mjs'),
];

/** Variables for a program. */
export type Variables = Readonly<Record<string, string>>;

/** Runs the worker to its end. */
export function work(words: readonly string[], environment: Variables): Promise<Ending> {
  return startWorker(BUILT_WORKER, { words, environment }).ended;
}

/** The API as it is built, in a process of its own. */
export class ApiUnderTest {
  private constructor(
    readonly url: string,
    readonly process: ServerProcess,
  ) {}

  static async start(environment: Variables): Promise<ApiUnderTest> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const started = await ServerProcess.start({
      name: 'products-api',
      program: process.execPath,
      parameters: [join(BUNDLES, 'products-api', 'main.mjs')],
      env: { PATH: process.env['PATH'], ...environment, PORT: String(port) },
      isUp: () => answers(`${url}/health/live`),
    });
    return new ApiUnderTest(url, started);
  }

  get(path: string, headers: Variables = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers, signal: AbortSignal.timeout(30_000) });
  }
}
