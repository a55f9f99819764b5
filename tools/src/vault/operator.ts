import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CLUSTER } from '@weather/vault-secrets/catalogue';
import type { Secret } from '@weather/vault-secrets';
import { Option, type Command } from 'commander';
import { identitiesIn, KeyShares } from './key-shares';
import { OperatorError } from './operator-error';
import type { Progress } from './progress';
import { askHidden, type Ask } from './prompt';
import { VaultAdmin } from './vault-admin';

/** Options that every command has. */
export interface OperatorOptions {
  readonly address: string;
  readonly caCert?: string;
  readonly cluster: string;
  readonly keys?: string;
  readonly identity: readonly string[];
  readonly tokenFile?: string;
  readonly timeout: string;
}

/** Who works on which Vault, with which keys. */
export interface Operator {
  readonly vault: VaultAdmin;
  readonly cluster: string;
  readonly shares: KeyShares;
  readonly identities: readonly Secret[];
  /** File with a token that may administer Vault; without one, one is made of the shares. */
  readonly tokenFile: string | undefined;
  readonly ask: Ask;
  readonly progress: Progress;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Adds the options that every command has. */
export function withOperatorOptions(command: Command): Command {
  const address = new Option('--address <url>', 'address of Vault').env('VAULT_ADDR');
  const ca = new Option('--ca-cert <file>', 'CA of its certificate, PEM').env('VAULT_CACERT');
  const cluster = new Option('--cluster <name>', 'name of the cluster').env('WEATHER_CLUSTER');
  const identity = '--identity <file>';
  return command
    .addOption(address.makeOptionMandatory())
    .addOption(ca)
    .addOption(cluster.default(DEFAULT_CLUSTER))
    .option('--keys <folder>', 'folder of the encrypted shares (default: ~/.vault-keys/<cluster>)')
    .option(identity, 'age identity that opens shares; give it once a holder', collect, [])
    .option('--token-file <file>', 'file with a token to use instead of one made of the shares')
    .option('--timeout <ms>', 'time limit of one exchange', '30000');
}

function addressOf(text: string): URL {
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
  throw new OperatorError(`--address "${text}": expected a URL such as https://127.0.0.1:8200`, 2);
}

function caOf(path: string | undefined): { readonly ca?: string } {
  if (path === undefined) return {};
  try {
    return { ca: readFileSync(path, 'utf8') };
  } catch (cause) {
    throw new OperatorError(`--ca-cert "${path}" cannot be read: ${String(cause)}`, 2);
  }
}

/** @throws {OperatorError} when an option cannot be used */
export async function operatorOf(options: OperatorOptions, progress: Progress): Promise<Operator> {
  const { address, caCert, cluster, identity, tokenFile, timeout } = options;
  const timeoutMs = Number(timeout);
  if (!(timeoutMs > 0)) throw new OperatorError(`--timeout "${timeout}": expected milliseconds`, 2);
  const identities = await Promise.all(identity.map(identitiesIn));
  return {
    vault: new VaultAdmin({ address: addressOf(address), timeoutMs, ...caOf(caCert) }),
    cluster,
    shares: new KeyShares(options.keys ?? join(homedir(), '.vault-keys', cluster)),
    identities: identities.flat(),
    tokenFile,
    ask: askHidden,
    progress,
  };
}
