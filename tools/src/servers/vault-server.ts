import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goModule, type GoModule } from './go-module';
import { answers, freePort, ServerProcess } from './server-process';
import { TestAuthority, type KeyPair } from './vault-authority';

/** Replacements in go.mod: those of Vault's own module, which it makes by folder. */
const VAULT: GoModule = {
  name: 'vault',
  folder: 'vault',
  path: 'github.com/hashicorp/vault',
  version: 'v1.21.0',
};

/** Runs Vault where the files of its pod's service account stand at their usual place. */
const IN_A_POD = [
  'mount -t tmpfs tmpfs /run',
  'mkdir -p /run/secrets/kubernetes.io/serviceaccount',
  'mount --bind "$1" /run/secrets/kubernetes.io/serviceaccount',
  'exec "$2" server -config="$3"',
].join(' && ');

/** A seal that opens by itself: its name and its settings, as in the configuration of Vault. */
export type VaultSeal = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Places {
  readonly program: string;
  readonly folder: string;
  readonly port: number;
  readonly clusterPort: number;
  readonly pair: KeyPair;
  readonly seal: VaultSeal | undefined;
}

function configurationOf({ folder, port, clusterPort, pair, seal }: Places): object {
  return {
    ...(seal === undefined ? {} : { seal }),
    disable_mlock: true,
    api_addr: `https://127.0.0.1:${port}`,
    cluster_addr: `https://127.0.0.1:${clusterPort}`,
    storage: { raft: { path: join(folder, 'data'), node_id: 'vault-0' } },
    listener: {
      tcp: {
        address: `127.0.0.1:${port}`,
        cluster_address: `127.0.0.1:${clusterPort}`,
        tls_cert_file: pair.certificate,
        tls_key_file: pair.key,
      },
    },
    log_level: 'info',
  };
}

/** A real Vault with TLS and Raft storage on loopback. */
export class VaultServer {
  private process: ServerProcess | undefined;

  private constructor(
    private readonly places: Places,
    readonly authority: TestAuthority,
  ) {}

  /**
   * Prepares a server; `up` starts it.
   *
   * @param folder where it keeps everything; `serviceaccount` in it is what a pod would find mounted
   * @param say told before something that takes a while
   * @param seal what opens it; shares of its key without it
   */
  static async create(
    folder: string,
    say: (line: string) => void,
    seal?: VaultSeal,
  ): Promise<VaultServer> {
    const program = await goModule(VAULT, say);
    for (const name of ['data', 'audit', 'serviceaccount']) {
      mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    }
    const authority = await TestAuthority.create(join(folder, 'ca'), 'test vault');
    const pair = await authority.issue('vault');
    const [port, clusterPort] = [await freePort(), await freePort()];
    const places = { program, folder, port, clusterPort, pair, seal };
    writeFileSync(join(folder, 'vault.json'), JSON.stringify(configurationOf(places)));
    return new VaultServer(places, authority);
  }

  get address(): string {
    return `https://127.0.0.1:${this.places.port}`;
  }

  /** File with the certificate of the CA that signed the server's. */
  get caFile(): string {
    return this.authority.certificate;
  }

  get auditFile(): string {
    return join(this.places.folder, 'audit', 'audit.log');
  }

  /** Process id, while it runs. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** The end of what it printed. */
  get lastWords(): string {
    return this.process?.lastWords ?? '';
  }

  /** Puts the files where a pod finds those of its service account. */
  mountServiceAccount(ca: string, token: string): void {
    const folder = join(this.places.folder, 'serviceaccount');
    writeFileSync(join(folder, 'ca.crt'), ca);
    writeFileSync(join(folder, 'token'), token);
  }

  async up(): Promise<void> {
    const { program, folder } = this.places;
    const files = [join(folder, 'serviceaccount'), program, join(folder, 'vault.json')];
    const isRoot = process.getuid?.() === 0;
    this.process = await ServerProcess.start({
      name: 'vault',
      program: 'unshare',
      parameters: [
        ...(isRoot ? [] : ['--map-root-user']),
        '--mount',
        'sh',
        '-c',
        IN_A_POD,
        'vault',
        ...files,
      ],
      env: { PATH: process.env['PATH'] },
      isUp: () => this.isAnswering(),
    });
  }

  async down(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.process?.stop(signal);
    this.process = undefined;
  }

  /** Throws away what it stores, as the loss of its volume would. */
  wipe(): void {
    const data = join(this.places.folder, 'data');
    rmSync(data, { recursive: true });
    mkdirSync(data, { mode: 0o700 });
  }

  /** The entries of the audit log, oldest first. */
  auditEntries(): readonly Record<string, unknown>[] {
    const lines = readFileSync(this.auditFile, 'utf8').split('\n');
    return lines.filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  private async isAnswering(): Promise<boolean> {
    // TLS of its own CA: that the port listens is all one needs to know.
    return answers(`http://127.0.0.1:${this.places.port}/`);
  }
}
