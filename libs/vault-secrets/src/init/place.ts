import type { Reading } from '../vault/vault-session';
import { formatEnvFile } from './format-env-file';
import type { InitLog } from './init-log';
import type { InitSettings } from './init-settings';
import { writeSecretFile } from './write-secret-file';

/** The secrets that stand in the file, by the version of each path. */
export interface Placed {
  readonly versions: Reading['versions'];
}

function isSame(one: Reading['versions'], other: Reading['versions'] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Writes what was read into the file, unless those versions stand there already, and says so in one
 * line that holds names and versions, never a value.
 *
 * @throws {VaultError} when the file cannot be written
 */
export async function place(
  { secrets, versions }: Reading,
  { settings, log }: { readonly settings: InitSettings; readonly log: InitLog },
  before?: Placed,
): Promise<Placed> {
  if (isSame(versions, before?.versions)) return { versions };
  await writeSecretFile(settings.path, formatEnvFile(secrets));
  const fields = { file: settings.path, role: settings.role.name };
  log.info({ ...fields, variables: [...secrets.keys()].sort(), versions }, 'Secrets:Write:Done');
  return { versions };
}
