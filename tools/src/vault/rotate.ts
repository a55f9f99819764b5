import type { Secret } from '@weather/vault-secrets';
import type { SecretEntry } from '@weather/vault-secrets/catalogue';
import type { Operator } from './operator';
import { OperatorError } from './operator-error';
import { asAdministrator } from './root-token';
import { findStored, store } from './secret-store';
import { generated, secretCalled, valueIn } from './secret-values';

const GENERATED_BYTES = 32;

/** Where the new value comes from; from a prompt when neither is given. */
export interface RotateOptions {
  readonly file?: string;
  readonly generate?: boolean;
}

async function newValue(
  operator: Operator,
  { name, seeding }: SecretEntry,
  { file, generate }: RotateOptions,
): Promise<Secret> {
  if (file !== undefined) return valueIn(file);
  if (generate) return generated(seeding.kind === 'generated' ? seeding.bytes : GENERATED_BYTES);
  const value = await operator.ask(`new value of ${name}`);
  if (value.reveal() === '') throw new OperatorError('an empty value is no secret', 2);
  return value;
}

/** Gives a secret a new value; the former one stays in Vault as an older version. */
export async function rotate(
  operator: Operator,
  name: string,
  options: RotateOptions,
): Promise<void> {
  const entry = secretCalled(name);
  const value = await newValue(operator, entry, options);
  const { cluster, progress } = operator;
  await asAdministrator(operator, async (vault) => {
    const stored = await findStored(vault, cluster, entry);
    if (stored.values[entry.key] === value.reveal()) {
      progress.step(`secret ${name}, version ${stored.version}`, 'unchanged');
      return;
    }
    const version = await store(vault, { cluster, entry, stored }, value);
    progress.step(`secret ${name}, version ${stored.version} -> ${version}`, 'changed');
  });
}
