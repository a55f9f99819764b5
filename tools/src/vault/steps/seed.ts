import { ENTRIES, type SecretEntry } from '@weather/vault-secrets/catalogue';
import { Secret } from '@weather/vault-secrets';
import type { Operator } from '../operator';
import { OperatorError } from '../operator-error';
import { findStored, store } from '../secret-store';
import { generated, valueIn } from '../secret-values';
import type { VaultAdmin } from '../vault-admin';

/** Where the values of new secrets come from. */
export interface Seeds {
  /** Files that hold values, by the name of the secret. */
  readonly files: ReadonlyMap<string, string>;
}

/** The value a secret starts with; `undefined` when it may be absent. */
async function firstValue(
  { seeding, name, description }: SecretEntry,
  { files }: Seeds,
  { ask }: Operator,
): Promise<Secret | undefined> {
  const file = files.get(name);
  if (file !== undefined) return valueIn(file);
  if (seeding.kind === 'generated') return generated(seeding.bytes);
  if (seeding.kind === 'initial') return new Secret(seeding.value);
  if (seeding.kind === 'optional') return undefined;
  const value = await ask(`${name}: ${description}`);
  if (value.reveal() === '') throw new OperatorError(`${name}: an empty value is no secret`, 2);
  return value;
}

/** Writes the secrets that are missing; those that are there stay as they are. */
export async function seed(operator: Operator, vault: VaultAdmin, seeds: Seeds): Promise<void> {
  const { cluster, progress } = operator;
  for (const entry of ENTRIES) {
    const stored = await findStored(vault, cluster, entry);
    const isThere = stored.values[entry.key] !== undefined;
    const value = isThere ? undefined : await firstValue(entry, seeds, operator);
    if (value !== undefined) await store(vault, { cluster, entry, stored }, value);
    if (isThere || value !== undefined) {
      progress.step(`secret ${entry.name}`, isThere ? 'unchanged' : 'changed');
    }
  }
}
