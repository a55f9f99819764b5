import { VAULT_FAULTS } from '@weather/vault-secrets/vault';
import { z } from 'zod';
import type { Operator } from './operator';

const leaderSchema = z.object({
  ha_enabled: z.boolean(),
  is_self: z.boolean(),
  leader_address: z.string(),
});

/** What can be told of a Vault without a token. */
export interface VaultStatus {
  readonly address: string;
  readonly version: string;
  readonly seal: string;
  readonly isInitialized: boolean;
  readonly isSealed: boolean;
  /** Shares given, and shares needed, of an unsealing that is under way. */
  readonly sharesGiven: number;
  readonly sharesNeeded: number;
  /** Address of the node that leads; empty while none does. */
  readonly leader: string;
}

async function leaderOf({ vault }: Operator): Promise<string> {
  return (await vault.read('sys/leader', leaderSchema)).leader_address;
}

/** @throws {VaultError} when Vault cannot be reached */
export async function readStatus(operator: Operator): Promise<VaultStatus> {
  const status = await operator.vault.sealStatus();
  return {
    address: operator.vault.endpoint.address.origin,
    version: status.version,
    seal: status.type,
    isInitialized: status.initialized,
    isSealed: status.sealed,
    sharesGiven: status.progress,
    sharesNeeded: status.t,
    leader: status.sealed ? '' : await leaderOf(operator),
  };
}

/** The status in lines for people. */
export function describe(status: VaultStatus): string {
  const shares = `${status.sharesGiven} of ${status.sharesNeeded} shares given`;
  const open = status.isInitialized ? `sealed, ${shares}` : 'not initialized';
  const rows = [
    ['address', status.address],
    ['version', status.version],
    ['seal', status.seal],
    ['state', status.isSealed ? open : 'unsealed'],
    ['leader', status.leader === '' ? 'none' : status.leader],
  ];
  return rows.map(([name = '', value = '']) => `${name.padEnd(9)}${value}`).join('\n');
}

/** The exit code that tells scripts the state: that of the fault an app would meet. */
export function exitCodeOf({ isInitialized, isSealed, leader }: VaultStatus): number {
  if (!isInitialized) return VAULT_FAULTS.uninitialized.exitCode;
  if (isSealed) return VAULT_FAULTS.sealed.exitCode;
  return leader === '' ? VAULT_FAULTS.standby.exitCode : 0;
}
