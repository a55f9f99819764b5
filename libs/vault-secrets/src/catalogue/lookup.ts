import { ROLES, type RoleName, type VaultRole } from './roles';
import type { SecretEntry } from './secret-entry';
import { SECRETS } from './secrets';

/** All entries, in the general shape. */
export const ENTRIES: readonly SecretEntry[] = SECRETS;

/** The role called `name`, if there is one. */
export function findRole(name: string): VaultRole | undefined {
  return ROLES.find((role) => role.name === name);
}

/** The secret that operators call `name`, if there is one. */
export function findSecret(name: string): SecretEntry | undefined {
  return ENTRIES.find((entry) => entry.name === name);
}

/** What a program with this role finds in its file of secrets. */
export function variablesOf(role: RoleName): readonly (SecretEntry & { variable: string })[] {
  return ENTRIES.flatMap((entry) =>
    entry.variable !== undefined && entry.readers.includes(role)
      ? [{ ...entry, variable: entry.variable }]
      : [],
  );
}
