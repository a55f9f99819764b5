import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { dataPath, DEFAULT_CLUSTER, ENTRIES, ROLES } from '@weather/vault-secrets/catalogue';
import { z } from 'zod';
import { asAdministrator } from '../../vault/root-token';
import { operatorOf, type Operator } from '../../vault/operator';
import { Progress } from '../../vault/progress';
import type { VaultAdmin } from '../../vault/vault-admin';
import { VaultServer, type VaultSeal } from '../../servers/vault-server';
import { runToEnd, type EndedProgram, type ProgramCall } from './ended-program';

const OPERATOR = resolve(import.meta.dirname, '..', '..', 'vault', 'main.ts');
const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/** Somebody who holds a share of the key. */
export interface Holder {
  readonly identityFile: string;
  readonly recipient: string;
}

/** What stands in Vault. */
export interface Contents {
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly policies: Readonly<Record<string, string>>;
}

const secretSchema = z.object({ data: z.object({ data: z.record(z.string(), z.unknown()) }) });
const policySchema = z.object({ data: z.object({ policy: z.string() }) });

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function makeHolder(folder: string, index: number): Promise<Holder> {
  const identity = await generateX25519Identity();
  const identityFile = join(folder, `holder-${index}.txt`);
  writeFileSync(identityFile, `# a holder\n${identity}\n`, { mode: 0o600 });
  return { identityFile, recipient: await identityToRecipient(identity) };
}

/** A real Vault, five holders of its key, and the operator's program. */
export class VaultRig {
  private constructor(
    readonly folder: string,
    readonly vault: VaultServer,
    readonly holders: readonly Holder[],
  ) {}

  /** The value of the one secret that operators bring; made anew for each rig. */
  readonly apiKey = `owm-${randomBytes(16).toString('hex')}`;

  static async create(name: string, seal?: VaultSeal): Promise<VaultRig> {
    const folder = mkdtempSync(join(tmpdir(), `weather-vault-${name}-`));
    const vault = await VaultServer.create(join(folder, 'vault'), say, seal);
    const holders: Holder[] = [];
    for (const index of [1, 2, 3, 4, 5]) holders.push(await makeHolder(folder, index));
    return new VaultRig(folder, vault, holders);
  }

  /** Ends Vault and throws everything away. */
  async destroy(): Promise<void> {
    await this.vault.down();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A folder for files of a test. */
  place(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A file that holds `text`. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** The operator's program, with the first `present` holders. */
  call(words: readonly string[], present: number): ProgramCall {
    const identities = this.holders
      .slice(0, present)
      .flatMap(({ identityFile }) => ['--identity', identityFile]);
    const [command = '', ...rest] = words;
    const loader = join(ROOT, 'node_modules/tsx/dist/esm/index.mjs');
    return {
      program: process.execPath,
      parameters: ['--import', loader, OPERATOR, command, ...identities, ...rest],
      env: {
        ...process.env,
        VAULT_ADDR: this.vault.address,
        VAULT_CACERT: this.vault.caFile,
        HOME: this.folder,
      },
    };
  }

  /** Runs the operator's program to its end. */
  operate(words: readonly string[], present = 3): Promise<EndedProgram> {
    return runToEnd(this.call(words, present));
  }

  /** The operator, in this process, with three holders. */
  operator(): Promise<Operator> {
    const quiet = new Progress(() => undefined);
    const identity = this.holders.slice(0, 3).map(({ identityFile }) => identityFile);
    const keys = join(this.folder, '.vault-keys', DEFAULT_CLUSTER);
    const { address, caFile: caCert } = this.vault;
    const options = { address, caCert, keys, identity, cluster: DEFAULT_CLUSTER };
    return operatorOf({ ...options, timeout: '30000' }, quiet);
  }

  /** What an administrator can see. */
  async administrate<T>(work: (vault: VaultAdmin) => Promise<T>): Promise<T> {
    return asAdministrator(await this.operator(), work);
  }

  /** Every secret by its name, and every policy by its name. */
  contents(): Promise<Contents> {
    return this.administrate(async (vault) => {
      const secrets: Record<string, unknown> = {};
      for (const { name, path, key } of ENTRIES) {
        const found = await vault.find(dataPath(DEFAULT_CLUSTER, path), secretSchema);
        secrets[name] = found?.data.data[key];
      }
      const policies: Record<string, string> = {};
      for (const { policy } of ROLES) {
        const found = await vault.read(`sys/policies/acl/${policy}`, policySchema);
        policies[policy] = found.data.policy;
      }
      return { secrets, policies };
    });
  }

  /** Sets Vault up, as the runbook says. */
  bootstrap(kubernetesHost: string, present = 3): Promise<EndedProgram> {
    const recipients = this.holders.flatMap(({ recipient }) => ['--recipient', recipient]);
    const secret = `openweather-api-key=${this.file('openweather.key', `${this.apiKey}\n`)}`;
    const places = ['--audit-file', this.vault.auditFile, '--kubernetes-host', kubernetesHost];
    return this.operate(['bootstrap', ...recipients, '--secret', secret, ...places], present);
  }
}
