import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformError } from '../platform-error';
import type { PartProgress } from '../progress';
import { DATABASE_PASSWORD, valueOf } from './cluster-secrets';
import type { Context } from './context';

/** What the operator says about setting up Vault. */
export interface VaultOptions {
  /** To whom shares of its key are encrypted. */
  readonly recipients: readonly string[];
  /** Files of identities that open shares. */
  readonly identities: readonly string[];
  /** Values of secrets, as `name=file`. */
  readonly secrets: readonly string[];
}

const POD = { namespace: 'vault', target: 'pod/vault-0', port: 8200 };
const CERTIFICATE = { namespace: 'vault', name: 'vault-tls' };

/** Files that the program for Vault reads, in a folder that only this user enters and that goes. */
async function withFiles(
  { cluster, parts }: Context,
  work: (file: (name: string) => string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'weather-vault-'));
  const file = (name: string): string => join(folder, name);
  const keep = (name: string, text: string): void => {
    writeFileSync(file(name), text, { mode: 0o600 });
  };
  try {
    keep('ca.crt', await valueOf(cluster, CERTIFICATE, 'ca.crt'));
    keep('password', await valueOf(cluster, DATABASE_PASSWORD, DATABASE_PASSWORD.random));
    keep('bucket', parts.environment.storage.productsBucket);
    await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function repeated(option: string, values: readonly string[]): readonly string[] {
  return values.flatMap((value) => [option, value]);
}

/**
 * Sets up Vault with its own program, which looks first and changes what differs. It asks the operator
 * for secrets that nobody else knows, so the terminal is its own.
 */
export async function setUpVault(
  context: Context,
  options: VaultOptions,
  part: PartProgress,
): Promise<void> {
  const { cluster, parts } = context;
  part.say('waiting for its first pod');
  const running = ['--for=jsonpath={.status.phase}=Running', '--timeout=600s'];
  await cluster.kubectl(['-n', POD.namespace, 'wait', POD.target, ...running]);
  const forward = await cluster.forward(POD);
  try {
    await withFiles(context, async (file) => {
      const { code } = await parts.run({
        program: 'node',
        parameters: [
          ...['--import', 'tsx', 'tools/src/vault/main.ts', 'bootstrap'],
          ...['--address', `https://127.0.0.1:${forward.port}`, '--ca-cert', file('ca.crt')],
          ...['--cluster', parts.environment.clusterName],
          ...['--secret', `dagster-db-password=${file('password')}`],
          ...['--secret', `s3-bucket-name=${file('bucket')}`],
          ...repeated('--secret', options.secrets),
          ...repeated('--recipient', options.recipients),
          ...repeated('--identity', options.identities),
        ],
        isInteractive: true,
      });
      if (code !== 0)
        throw new PlatformError(`Vault is not set up: its program ended with ${code}`);
    });
  } finally {
    await forward.stop();
  }
}
