import { Secret } from '@weather/vault-secrets';
import { z } from 'zod';
import { checkRecipients, type Recipients } from '../key-shares';
import type { Operator } from '../operator';
import { OperatorError } from '../operator-error';

/**
 * Time for the answer that holds the key, in milliseconds. Whoever hangs up before it comes has a Vault
 * that nobody can ever open.
 */
const INITIALIZE_MS = 600_000;

/** How the key is split, and for whom. */
export interface InitializeOptions {
  readonly shares: number;
  readonly threshold: number;
  readonly recipients: Recipients;
}

/** What Vault hands out once in its life. */
export interface Initialized {
  readonly rootToken: Secret;
  /** Open shares; none when Vault itself encrypted them (PGP) or opens by itself (KMS). */
  readonly openShares: readonly Secret[];
}

const answerSchema = z.object({
  keys_base64: z.array(z.string()).default([]),
  recovery_keys_base64: z.array(z.string()).nullish(),
  root_token: z.string().min(1),
});

/** The body of the request: with a KMS seal the shares are those of the recovery key. */
function bodyOf({ shares, threshold, recipients }: InitializeOptions, isShamir: boolean): object {
  const prefix = isShamir ? 'secret' : 'recovery';
  const pgp = recipients.kind === 'pgp' ? recipients.keys : undefined;
  return {
    [`${prefix}_shares`]: shares,
    [`${prefix}_threshold`]: threshold,
    ...(pgp === undefined ? {} : { [isShamir ? 'pgp_keys' : 'recovery_pgp_keys']: pgp }),
  };
}

function check({ shares, threshold, recipients }: InitializeOptions): Promise<void> {
  if (shares >= 1 && threshold >= 1 && threshold <= shares && (threshold > 1 || shares === 1)) {
    return checkRecipients(recipients, shares);
  }
  const wanted = 'the threshold is from 2 to the number of shares';
  throw new OperatorError(`--shares ${shares} --threshold ${threshold}: ${wanted}`, 2);
}

/**
 * Initializes Vault and puts the shares of its key away, encrypted, before anything else is done.
 *
 * @returns `undefined` when it was initialized before
 */
export async function initialize(
  operator: Operator,
  options: InitializeOptions,
): Promise<Initialized | undefined> {
  const { vault, shares, progress } = operator;
  const status = await vault.sealStatus();
  if (status.initialized) {
    progress.step('initialized', 'unchanged');
    return undefined;
  }
  await check(options);
  await shares.prepare();
  const isShamir = status.type === 'shamir';
  const body = bodyOf(options, isShamir);
  const answer = await vault.within(INITIALIZE_MS).post('sys/init', body, answerSchema);
  const made = (isShamir ? answer.keys_base64 : (answer.recovery_keys_base64 ?? [])).map(
    (share) => new Secret(share),
  );
  const paths = await shares.save(made, options.recipients);
  progress.step(`initialized, the key in ${options.shares} shares`, 'changed');
  for (const path of paths) progress.say(path);
  const isOpen = isShamir && options.recipients.kind === 'age';
  return { rootToken: new Secret(answer.root_token), openShares: isOpen ? made : [] };
}
