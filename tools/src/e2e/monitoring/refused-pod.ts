import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { CommandError, run } from '../../servers/run';

const VAULT_INIT = resolve(
  ...[
    import.meta.dirname,
    '..',
    '..',
    '..',
    '..',
    'dist',
    'apps',
    'products-api',
    'vault-init.mjs',
  ],
);

const LABELS = 'namespace="data",pod="products-api-0",container="vault-init"';
const METRIC = 'kube_pod_init_container_status_restarts_total';

function listen(server: Server): Promise<string> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      done(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/**
 * A pod whose login Vault refuses: the real init program against a Vault that answers every login as
 * Vault does when the role does not accept it. What the kubelet and kube-state-metrics do in a cluster
 * is done here: the program is started again, and its restarts are told as a metric.
 */
export class RefusedPod {
  private restarts = 0;
  private isRefused = false;
  private readonly vault: Server;
  private readonly metrics: Server;
  private vaultAddress = '';

  /** @param folder where the token of its service account stands */
  constructor(private readonly folder: string) {
    this.vault = createServer((request, response) => {
      request.resume();
      const body = JSON.stringify({ errors: ['permission denied'] });
      response.writeHead(403, { 'content-type': 'application/json' }).end(body);
    });
    this.metrics = createServer((_, response) => {
      response.end(`# TYPE ${METRIC} counter\n${METRIC}{${LABELS}} ${this.restarts}\n`);
    });
  }

  /** Starts both, and answers where the metrics are. */
  async listen(): Promise<string> {
    this.vaultAddress = await listen(this.vault);
    writeFileSync(join(this.folder, 'token'), 'a-token-that-nobody-accepts');
    return listen(this.metrics);
  }

  /** Runs the init container once, as the kubelet does; answers what it said. */
  async startContainer(): Promise<string> {
    const env = {
      PATH: process.env['PATH'],
      VAULT_ADDR: `http://${this.vaultAddress}`,
      ...{ VAULT_ROLE: 'api-role', VAULT_DEADLINE_SECONDS: '1' },
      ...{ VAULT_JWT_FILE: join(this.folder, 'token'), ENV_FILE: join(this.folder, 'env') },
    };
    try {
      return await run(process.execPath, [VAULT_INIT], { env });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.isRefused = true;
      this.restarts += 1;
      return error.message;
    }
  }

  get wasRefused(): boolean {
    return this.isRefused;
  }

  async close(): Promise<void> {
    for (const server of [this.vault, this.metrics]) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }
}
