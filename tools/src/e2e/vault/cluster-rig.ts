import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROLES, TOKEN_AUDIENCE, type RoleName } from '@weather/vault-secrets/catalogue';
import { KubeApiServer } from '../../servers/kube-api-server';
import {
  allowTokenReviews,
  createServiceAccount,
  issueToken,
  type TokenWish,
} from '../../servers/kube-service-accounts';
import { runToEnd, type EndedProgram } from './ended-program';
import { VaultRig } from './vault-rig';

const BUNDLES = resolve(import.meta.dirname, '..', '..', '..', '..', 'dist', 'apps');
const APPS: Readonly<Record<RoleName, string>> = {
  'dagster-role': 'weather-worker',
  'api-role': 'products-api',
};

/** User and group of the images, where this process may take them. */
export const APP_USER = process.getuid?.() === 0 ? 10_001 : undefined;

/** What a pod with `vault-init` has. */
export interface Pod {
  readonly role: RoleName;
  readonly token: string;
  /** Folder of the file that is written. */
  readonly folder: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Kills the program hard. */
  readonly kill?: AbortSignal;
}

/** A real cluster's API server, and a Vault in it that is set up. */
export class ClusterRig {
  /** The roles of all pods that were served so far, one entry each time. */
  readonly served: RoleName[] = [];

  private constructor(
    readonly kube: KubeApiServer,
    readonly rig: VaultRig,
  ) {}

  static async create(name: string): Promise<ClusterRig> {
    const rig = await VaultRig.create(name);
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const kube = await KubeApiServer.start(rig.place('kube'), say);
    const cluster = new ClusterRig(kube, rig);
    try {
      await cluster.prepare();
    } catch (error) {
      await cluster.destroy();
      throw error;
    }
    return cluster;
  }

  async destroy(): Promise<void> {
    await this.kube.stop();
    await this.rig.destroy();
  }

  /** A token for the service account of a role, or for what `other` says instead. */
  async token(role: RoleName, other: Partial<TokenWish> = {}): Promise<string> {
    const found = ROLES.find((candidate) => candidate.name === role);
    if (found === undefined) throw new Error(`the catalogue lacks ${role}`);
    const wish = { ...found.serviceAccount, audience: TOKEN_AUDIENCE, ...other };
    await createServiceAccount(this.kube, wish.namespace, wish.name);
    return issueToken(this.kube, wish);
  }

  /** A folder that the user of the images may write to. */
  podFolder(name: string): string {
    const folder = this.rig.place(name);
    if (APP_USER !== undefined) chownSync(folder, APP_USER, APP_USER);
    return folder;
  }

  /** The variables of the init container in a pod. */
  variables({ token, folder, role, variables }: Pod): Record<string, string> {
    const path = join(folder, 'token');
    writeFileSync(path, token);
    chmodSync(path, 0o444);
    return {
      PATH: process.env['PATH'] ?? '',
      VAULT_ADDR: this.rig.vault.address,
      VAULT_CACERT: this.publicCa(),
      VAULT_ROLE: role,
      VAULT_JWT_FILE: path,
      VAULT_DEADLINE_SECONDS: '10',
      ENV_FILE: join(folder, '.env'),
      ...variables,
    };
  }

  /** Runs the init command of the role's app, as its user. */
  async init(pod: Pod): Promise<EndedProgram> {
    const ended = await runToEnd({
      program: process.execPath,
      parameters: [ClusterRig.initProgram(pod.role)],
      env: this.variables(pod),
      user: APP_USER,
      kill: pod.kill,
    });
    if (ended.code === 0) this.served.push(pod.role);
    return ended;
  }

  /** The built init command of the role's app. */
  static initProgram(role: RoleName): string {
    return join(BUNDLES, APPS[role], 'vault-init.mjs');
  }

  /** The CA of Vault where the user of the images may read it. */
  private publicCa(): string {
    const path = this.rig.file('vault-ca.crt', readFileSync(this.rig.vault.caFile, 'utf8'));
    chmodSync(path, 0o444);
    return path;
  }

  private async prepare(): Promise<void> {
    const { kube, rig } = this;
    chmodSync(rig.folder, 0o755);
    await allowTokenReviews(kube, 'vault', 'vault');
    await this.renewReviewer();
    await rig.vault.up();
    const made = await rig.bootstrap(kube.url);
    if (made.code !== 0) throw new Error(`Vault was not set up:\n${made.said}`);
  }

  /** Makes Vault's service account anew, so that its former tokens count no more. */
  async replaceReviewer(): Promise<void> {
    await this.kube.send('DELETE', '/api/v1/namespaces/vault/serviceaccounts/vault');
    await createServiceAccount(this.kube, 'vault', 'vault');
  }

  /** Gives Vault's pod a new token, as the kubelet does. */
  async renewReviewer(): Promise<void> {
    const audience = 'https://kubernetes.default.svc.cluster.local';
    const token = await issueToken(this.kube, { namespace: 'vault', name: 'vault', audience });
    this.rig.vault.mountServiceAccount(this.kube.ca, token);
  }
}
