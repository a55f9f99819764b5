import { setTimeout as sleep } from 'node:timers/promises';
import { VaultError } from '@weather/vault-secrets/vault';
import { KV_MOUNT } from '@weather/vault-secrets/catalogue';
import { z } from 'zod';
import { OperatorError } from '../operator-error';
import type { Outcome } from '../progress';
import type { VaultAdmin } from '../vault-admin';

const mountsSchema = z.object({
  data: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      options: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});

const READY_TRIES = 50;
const READY_PAUSE_MS = 200;

/** A new engine refuses requests for a moment while it prepares its storage. */
async function untilReady(vault: VaultAdmin): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await vault.find(`${KV_MOUNT}/config`, z.unknown());
      return;
    } catch (error) {
      if (!(error instanceof VaultError) || tries === READY_TRIES) throw error;
      await sleep(READY_PAUSE_MS);
    }
  }
}

/** The engine that keeps the secrets, and their former versions. */
export async function mountKv(vault: VaultAdmin): Promise<Outcome> {
  const { data } = await vault.read('sys/mounts', mountsSchema);
  const found = data[`${KV_MOUNT}/`];
  if (found === undefined) {
    await vault.write(`sys/mounts/${KV_MOUNT}`, { type: 'kv', options: { version: '2' } });
    await untilReady(vault);
    return 'changed';
  }
  if (found.type === 'kv' && found.options?.['version'] === '2') return 'unchanged';
  throw new OperatorError(
    `${KV_MOUNT}/ is of type ${found.type}, not KV version 2: move it away, or upgrade it with ` +
      `vault kv enable-versioning ${KV_MOUNT}`,
  );
}
