import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { Secret } from '@weather/vault-secrets';
import { exchange, type VaultRequest } from '@weather/vault-secrets/vault';
import { z } from 'zod';
import type { Operator } from './operator';
import { OperatorError } from './operator-error';
import { asAdministrator } from './root-token';
import { loadSnapshot, saveSnapshot, snapshotName } from './snapshot-place';
import { giveShares, unseal } from './unseal';
import type { VaultAdmin } from './vault-admin';

/** A snapshot is larger than an answer: it may take this long, in milliseconds. */
const TRANSFER_MS = 300_000;
const SEAL_TRIES = 150;
const SEAL_PAUSE_MS = 200;
const GZIP = Buffer.from([0x1f, 0x8b]);

async function transfer(vault: VaultAdmin, request: VaultRequest): Promise<Buffer> {
  const endpoint = { ...vault.endpoint, timeoutMs: TRANSFER_MS };
  const headers = { 'X-Vault-Token': vault.token };
  const incoming = await exchange(endpoint, { ...request, headers });
  const body = await buffer(incoming);
  const status = incoming.statusCode ?? 0;
  if (status < 300) return body;
  throw new OperatorError(
    `${request.method} ${request.path}: status ${status}: ${body.toString()}`,
  );
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Copies all of Vault's storage, encrypted as Vault keeps it, to a folder or to S3. */
export async function backup(operator: Operator, place: string, now: Date): Promise<string> {
  const path = '/v1/sys/storage/raft/snapshot';
  const bytes = await asAdministrator(operator, (vault) =>
    transfer(vault, { method: 'GET', path }),
  );
  if (!bytes.subarray(0, 2).equals(GZIP)) throw new OperatorError('Vault sent no snapshot');
  const saved = await saveSnapshot(place, snapshotName(operator.cluster, now), bytes);
  operator.progress.step(`snapshot ${saved}, ${bytes.length} bytes`, 'changed');
  operator.progress.say(`SHA-256 ${sumOf(bytes)}`);
  return saved;
}

const initSchema = z.object({ keys_base64: z.array(z.string()), root_token: z.string() });

/** How the key of the Vault was split that the snapshot was taken of. */
export interface FormerKey {
  readonly shares: number;
  readonly threshold: number;
}

/**
 * A new Vault has to be opened before it takes a snapshot. Its own key is thrown away: the snapshot
 * brings the key of the Vault that it was taken of. It is split alike, because Vault goes on counting
 * shares by the split it knew before the snapshot until it is restarted.
 */
async function openNewVault(operator: Operator, former: FormerKey): Promise<VaultAdmin> {
  const { vault, progress } = operator;
  const body = { secret_shares: former.shares, secret_threshold: former.threshold };
  const made = await vault.within(TRANSFER_MS).post('sys/init', body, initSchema);
  await giveShares(
    operator,
    made.keys_base64.map((share) => new Secret(share)),
  );
  progress.step('new Vault opened for the snapshot', 'changed');
  return vault.as(made.root_token);
}

async function send(vault: VaultAdmin, path: string, body: Buffer): Promise<void> {
  await transfer(vault, { method: 'POST', path, body });
}

/** Vault notices only after it took the snapshot that its key no longer fits, and seals itself then. */
async function untilSealed(vault: VaultAdmin): Promise<void> {
  for (let tries = 0; tries < SEAL_TRIES; tries += 1) {
    if ((await vault.sealStatus()).sealed) return;
    await sleep(SEAL_PAUSE_MS);
  }
  throw new OperatorError('Vault took the snapshot but did not seal itself: restart it');
}

/**
 * Brings a snapshot back: into the Vault it was taken of, or into a new one, which then opens with the
 * shares of the old.
 */
export async function restore(
  operator: Operator,
  source: string,
  former: FormerKey,
): Promise<void> {
  const { vault, progress } = operator;
  const bytes = await loadSnapshot(source);
  if (!bytes.subarray(0, 2).equals(GZIP)) throw new OperatorError(`${source} is no snapshot`);
  const { initialized } = await vault.sealStatus();
  if (initialized) {
    await asAdministrator(operator, (admin) => send(admin, '/v1/sys/storage/raft/snapshot', bytes));
    await vault.untilActive();
  } else {
    const admin = await openNewVault(operator, former);
    await send(admin, '/v1/sys/storage/raft/snapshot-force', bytes);
    await untilSealed(vault);
  }
  progress.step(`snapshot ${source}, SHA-256 ${sumOf(bytes)}`, 'changed');
  await unseal(operator);
}
