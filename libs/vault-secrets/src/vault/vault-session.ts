import {
  dataPath,
  variablesOf,
  type PolicyName,
  type RoleName,
  type VaultRole,
} from '../catalogue';
import { Secret } from '../secret';
import { attempt } from './attempt';
import { loginFault, readFault, type Refusal } from './fault-of';
import type { VaultClient } from './vault-client';
import { VaultError } from './vault-error';
import { keyValueSchema, loginSchema, sealStatusSchema, type KeyValue } from './vault-answers';

/** Who logs in. */
export interface Login {
  readonly role: VaultRole;
  /** Mount of the Kubernetes login. */
  readonly mount: string;
  /** The service account's token, read anew for each login: Kubernetes renews it. */
  readonly jwt: Secret;
}

/** What a role found in Vault. */
export interface Reading {
  /** By the name of the variable. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Version of each secret that was read, by its path. */
  readonly versions: Readonly<Record<string, number>>;
}

type Entry = ReturnType<typeof variablesOf>[number];

function byPath(role: RoleName): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry[]>();
  for (const entry of variablesOf(role)) {
    entries.set(entry.path, [...(entries.get(entry.path) ?? []), entry]);
  }
  return entries;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A token of Vault, and what it may read. */
export class VaultSession {
  private constructor(
    private readonly vault: VaultClient,
    private readonly role: VaultRole,
    private readonly auth: { readonly token: Secret; readonly ttlSeconds: number },
  ) {}

  /** What Vault knows the session by. */
  get token(): Secret {
    return this.auth.token;
  }

  /** Seconds the token lives. */
  get ttlSeconds(): number {
    return this.auth.ttlSeconds;
  }

  /** @throws {VaultError} when Vault does not let the role in */
  static async open(vault: VaultClient, login: Login): Promise<VaultSession> {
    const { namespace, name } = login.role.serviceAccount;
    const what = `log in to Vault as ${login.role.name}`;
    const detail = `the role is bound to service account ${namespace}/${name}`;
    const answer: unknown = await attempt({ what, detail, faultOf: loginFault }, () =>
      vault.kubernetesLogin({
        mount_point: login.mount,
        role: login.role.name,
        jwt: login.jwt.reveal(),
      }),
    );
    const parsed = loginSchema.safeParse(answer);
    if (!parsed.success) throw new VaultError('broken', what);
    const { client_token: token, lease_duration: ttlSeconds } = parsed.data.auth;
    return new VaultSession(vault, login.role, { token: new Secret(token), ttlSeconds });
  }

  /**
   * Everything the catalogue gives to the role.
   *
   * @throws {VaultError} when a path or a key is missing, denied or cannot be reached
   */
  async read(cluster: string): Promise<Reading> {
    const secrets = new Map<string, Secret>();
    const versions: Record<string, number> = {};
    for (const [path, entries] of byPath(this.role.name)) {
      const found = await this.readPath(dataPath(cluster, path), entries);
      if (found === undefined) continue;
      versions[dataPath(cluster, path)] = found.metadata.version;
      for (const [variable, secret] of this.pick(dataPath(cluster, path), entries, found)) {
        secrets.set(variable, secret);
      }
    }
    return { secrets, versions };
  }

  private async readPath(path: string, entries: readonly Entry[]): Promise<KeyValue | undefined> {
    const policy: PolicyName = this.role.policy;
    const what = `read ${path} from Vault`;
    const isOptional = entries.every(({ seeding }) => seeding.kind === 'optional');
    const faultOf = (refusal: Refusal) => readFault(refusal);
    try {
      const answer: unknown = await attempt({ what, detail: `policy ${policy}`, faultOf }, () =>
        this.vault.read(path),
      );
      const parsed = keyValueSchema.safeParse(answer);
      if (!parsed.success) throw new VaultError('broken', what);
      return parsed.data.data;
    } catch (error) {
      if (isOptional && error instanceof VaultError && error.kind === 'missing-path') {
        return undefined;
      }
      throw error;
    }
  }

  private *pick(
    path: string,
    entries: readonly Entry[],
    { data }: KeyValue,
  ): Generator<readonly [string, Secret]> {
    for (const { key, variable, seeding } of entries) {
      const value = textOf(data[key]);
      if (value !== '') yield [variable, new Secret(value)];
      else if (seeding.kind !== 'optional') {
        throw new VaultError('missing-key', `read ${path} from Vault`, `key ${key}`);
      }
    }
  }
}

/** Whether Vault, which says that it is sealed, was never set up. */
export async function isUninitialized(vault: VaultClient): Promise<boolean> {
  try {
    const status = sealStatusSchema.safeParse(await vault.status());
    return status.success && !status.data.initialized;
  } catch {
    return false;
  }
}
