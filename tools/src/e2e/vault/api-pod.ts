import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers, freePort, ServerProcess } from '../../servers/server-process';
import { APP_USER, ClusterRig, type Pod } from './cluster-rig';

const MAIN = resolve(import.meta.dirname, '../../../../dist/apps/products-api/main.mjs');
const ALL_OUTPUT = 50_000_000;

/** The API as it runs in a pod: its program, and the sidecar that keeps its file of secrets new. */
export class ApiPod {
  private constructor(
    readonly url: string,
    readonly processes: readonly ServerProcess[],
  ) {}

  /** Runs the init container, then the sidecar and the API, all as the user of the images. */
  static async start(cluster: ClusterRig, pod: Pod, spans: string): Promise<ApiPod> {
    const ended = await cluster.init(pod);
    if (ended.code !== 0) throw new Error(`the init container failed:\n${ended.said}`);
    const sidecar = await ApiPod.startSidecar(cluster, pod);
    try {
      const url = `http://127.0.0.1:${await freePort()}`;
      return new ApiPod(url, [await ApiPod.startApi(url, pod, spans), sidecar]);
    } catch (error) {
      await sidecar.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const process of this.processes) await process.stop();
  }

  /** Its bucket and its quota come from Vault. */
  private static startApi(url: string, pod: Pod, spans: string): Promise<ServerProcess> {
    const aws = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
    return ServerProcess.start({
      name: 'products-api',
      program: process.execPath,
      parameters: [MAIN],
      env: {
        ...Object.fromEntries(aws),
        PATH: process.env['PATH'],
        // What containers set for a user that is in no list of users.
        HOME: '/',
        PORT: new URL(url).port,
        ENV_FILE: join(pod.folder, '.env'),
        DRAIN_SECONDS: '0',
        OTEL_EXPORTER_OTLP_ENDPOINT: spans,
      },
      user: APP_USER,
      keptOutput: ALL_OUTPUT,
      isUp: () => answers(`${url}/health/live`),
    });
  }

  private static startSidecar(cluster: ClusterRig, pod: Pod): Promise<ServerProcess> {
    return ServerProcess.start({
      name: 'vault-init --watch',
      program: process.execPath,
      parameters: [ClusterRig.initProgram(pod.role), '--watch'],
      env: { ...cluster.variables(pod), VAULT_WATCH_SECONDS: '3' },
      user: APP_USER,
      keptOutput: ALL_OUTPUT,
      isUp: () => Promise.resolve(existsSync(join(pod.folder, '.env'))),
    });
  }
}
