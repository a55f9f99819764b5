import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startEtcd } from './etcd-server';
import { goModule, type GoModule } from './go-module';
import { run } from './run';
import { freePort, ServerProcess } from './server-process';
import { TestAuthority } from './vault-authority';

const KUBE_API_SERVER: GoModule = {
  name: 'kube-apiserver',
  folder: 'kube-apiserver',
  path: 'k8s.io/kubernetes/cmd/kube-apiserver',
  version: 'v1.36.3',
};

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const START_MS = 120_000;

/** The API server refused something. */
export class KubeApiError extends Error {
  override readonly name = 'KubeApiError';
}

interface Files {
  readonly authority: TestAuthority;
  readonly certificate: string;
  readonly key: string;
  readonly signingKey: string;
  readonly tokens: string;
}

async function prepare(folder: string, adminToken: string): Promise<Files> {
  const authority = await TestAuthority.create(join(folder, 'kube-ca'), 'test kubernetes');
  const pair = await authority.issue('kube-apiserver');
  const signingKey = join(folder, 'service-accounts.key');
  await run('openssl', ['genrsa', '-out', signingKey, '2048']);
  const tokens = join(folder, 'admin.csv');
  writeFileSync(tokens, `${adminToken},admin,admin,system:masters\n`, { mode: 0o600 });
  return { authority, ...pair, signingKey, tokens };
}

function parametersOf(files: Files, etcd: string, port: number): readonly string[] {
  return [
    ...[`--etcd-servers=${etcd}`, '--bind-address=127.0.0.1', `--secure-port=${port}`],
    ...[`--tls-cert-file=${files.certificate}`, `--tls-private-key-file=${files.key}`],
    ...[`--service-account-issuer=${ISSUER}`, `--service-account-key-file=${files.signingKey}`],
    `--service-account-signing-key-file=${files.signingKey}`,
    ...[`--token-auth-file=${files.tokens}`, '--authorization-mode=RBAC'],
    ...['--service-cluster-ip-range=10.96.0.0/24', '--advertise-address=127.0.0.1'],
    ...['--endpoint-reconciler-type=none', '--v=0'],
  ];
}

/** A real API server of Kubernetes, with etcd, on loopback; without nodes and controllers. */
export class KubeApiServer {
  private processes: readonly ServerProcess[] = [];

  private constructor(
    readonly url: string,
    private readonly files: Files,
    private readonly adminToken: string,
  ) {}

  /**
   * @param folder where it keeps everything
   * @param say told before something that takes a while
   */
  static async start(folder: string, say: (line: string) => void): Promise<KubeApiServer> {
    const program = await goModule(KUBE_API_SERVER, say);
    const etcd = await startEtcd(folder, say);
    const token = randomBytes(24).toString('hex');
    const files = await prepare(folder, token);
    const port = await freePort();
    const server = new KubeApiServer(`https://127.0.0.1:${port}`, files, token);
    server.processes = [etcd.process];
    try {
      await server.up(program, parametersOf(files, etcd.endpoint, port));
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** File with the key that signs the tokens of service accounts. */
  get signingKey(): string {
    return this.files.signingKey;
  }

  /** File with the certificate of the CA that signed its own. */
  get caFile(): string {
    return this.files.authority.certificate;
  }

  /** The CA that signed its certificate, as PEM. */
  get ca(): string {
    return readFileSync(this.caFile, 'utf8');
  }

  /**
   * Sends a request as administrator.
   *
   * @returns the object that comes back
   * @throws {KubeApiError} when it is refused
   */
  async send(method: string, path: string, body?: object): Promise<unknown> {
    const { status, answer } = await this.exchange(method, path, body);
    if (status < 300) return JSON.parse(answer) as unknown;
    throw new KubeApiError(`${method} ${path}: status ${status}: ${answer}`);
  }

  /** Creates an object; one that is there stays. */
  async create(path: string, body: object): Promise<void> {
    const { status, answer } = await this.exchange('POST', path, body);
    if (status < 300 || status === 409) return;
    throw new KubeApiError(`POST ${path}: status ${status}: ${answer}`);
  }

  /** Ends the API server and etcd. */
  async stop(): Promise<void> {
    for (const process of this.processes) await process.stop();
  }

  private async up(program: string, parameters: readonly string[]): Promise<void> {
    const started = await ServerProcess.start({
      name: 'kube-apiserver',
      program,
      parameters,
      env: { PATH: process.env['PATH'] },
      startMs: START_MS,
      isUp: () => this.isReady(),
    });
    this.processes = [started, ...this.processes];
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await this.exchange('GET', '/readyz')).status === 200;
    } catch {
      return false;
    }
  }

  private async exchange(method: string, path: string, body?: object) {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.adminToken}`,
        'content-type': 'application/json',
      };
      const url = new URL(path, this.url);
      const outgoing = request(url, { method, headers, ca: this.ca, timeout: 5000 }, resolve);
      outgoing.once('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
    return { status: incoming.statusCode ?? 0, answer: await text(incoming) };
  }
}
