import { dataPath, type SecretEntry } from '@weather/vault-secrets/catalogue';
import type { Secret } from '@weather/vault-secrets';
import { z } from 'zod';
import type { VaultAdmin } from './vault-admin';

const foundSchema = z.object({
  data: z.object({
    data: z.record(z.string(), z.unknown()).nullable(),
    metadata: z.object({ version: z.number().int() }),
  }),
});
const writtenSchema = z.object({ data: z.looseObject({ version: z.number().int() }) });

/** A secret as it stands in Vault: the values of all its keys. */
export interface StoredSecret {
  readonly values: Readonly<Record<string, unknown>>;
  /** 0 when there is none. */
  readonly version: number;
}

/** What stands at the path of an entry. */
export async function findStored(
  vault: VaultAdmin,
  cluster: string,
  entry: SecretEntry,
): Promise<StoredSecret> {
  const found = await vault.find(dataPath(cluster, entry.path), foundSchema);
  return { values: found?.data.data ?? {}, version: found?.data.metadata.version ?? 0 };
}

/** Where a value goes, and what stood there when somebody looked. */
export interface Destination {
  readonly cluster: string;
  readonly entry: SecretEntry;
  readonly stored: StoredSecret;
}

/**
 * Writes one key and leaves the others of the path alone. A secret that somebody else has changed since
 * it was looked at is not overwritten.
 *
 * @returns the new version
 */
export async function store(
  vault: VaultAdmin,
  { cluster, entry, stored }: Destination,
  value: Secret,
): Promise<number> {
  const data = { ...stored.values, [entry.key]: value.reveal() };
  const body = { data, options: { cas: stored.version } };
  const written = await vault.post(dataPath(cluster, entry.path), body, writtenSchema);
  return written.data.version;
}
