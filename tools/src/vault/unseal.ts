import { sealStatusSchema, type SealStatus } from '@weather/vault-secrets/vault';
import type { Secret } from '@weather/vault-secrets';
import type { Operator } from './operator';
import { OperatorError } from './operator-error';

/** How many shares are looked for. */
export interface ShareWish {
  /** Without so many, people are asked to type theirs. */
  readonly needed: number;
  /** More than so many are of no use. */
  readonly most: number;
}

/** The shares that the identities open, then those that people type. */
export async function gatherShares(
  { shares, identities, ask, progress }: Operator,
  { needed, most }: ShareWish,
): Promise<readonly Secret[]> {
  const gathered = (await shares.open(identities)).slice(0, most);
  if (gathered.length >= needed) return gathered;
  progress.say(`${gathered.length} of the ${needed} shares needed are open to you`);
  while (gathered.length < needed && process.stdin.isTTY) {
    gathered.push(await ask(`share ${gathered.length + 1} of ${needed}`));
  }
  return gathered;
}

function missing({ progress, t }: SealStatus, folder: string): OperatorError {
  const lacking = t - progress;
  const noun = lacking === 1 ? 'share is' : 'shares are';
  return new OperatorError(
    `still sealed: ${progress} of ${t} shares given, ${lacking} more ${noun} needed. ` +
      `Give the identity of another holder with --identity (their shares are in ${folder}), ` +
      'or let them run this command too: what was given counts until Vault is restarted.',
  );
}

/**
 * Gives Vault shares until it opens.
 *
 * @throws {OperatorError} when there are too few; says how many are missing
 */
export async function giveShares(operator: Operator, given: readonly Secret[]): Promise<void> {
  let status = await operator.vault.sealStatus();
  for (const share of given) {
    if (!status.sealed) break;
    status = await operator.vault.post('sys/unseal', { key: share.reveal() }, sealStatusSchema);
  }
  if (status.sealed) throw missing(status, operator.shares.folder);
  await operator.vault.untilActive();
}

/** Opens a sealed Vault, and nothing else. */
export async function unseal(operator: Operator): Promise<void> {
  const status = await operator.vault.sealStatus();
  if (!status.initialized) {
    throw new OperatorError('Vault is not initialized: set it up with nx run infra:vault-init');
  }
  if (!status.sealed) {
    operator.progress.step('unsealed', 'unchanged');
    return;
  }
  if (status.type !== 'shamir') {
    const seal = `its seal is ${status.type}, which opens Vault by itself`;
    throw new OperatorError(`Vault is sealed, and ${seal}: look at its log and its KMS key`);
  }
  // Those who are here now may be those who gave their shares before: theirs do not count twice.
  const wish = { needed: status.t - status.progress, most: status.t };
  await giveShares(operator, await gatherShares(operator, wish));
  operator.progress.step('unsealed', 'changed');
}
