import { readFile } from 'node:fs/promises';
import { Secret } from '@weather/vault-secrets';
import { z } from 'zod';
import type { Operator } from './operator';
import { OperatorError } from './operator-error';
import { gatherShares } from './unseal';
import type { VaultAdmin } from './vault-admin';

const attemptSchema = z.object({
  nonce: z.string(),
  required: z.number().int(),
  otp: z.string().default(''),
  complete: z.boolean().default(false),
  encoded_token: z.string().default(''),
});

/** Vault hands the token out XORed with the one-time password of the attempt. */
function decoded(encodedToken: string, otp: string): string {
  const bytes = Buffer.from(encodedToken, 'base64');
  return Buffer.from(bytes.map((byte, index) => byte ^ otp.charCodeAt(index))).toString();
}

async function generate(operator: Operator): Promise<Secret> {
  const { vault } = operator;
  await vault.cancelRootAttempt();
  const started = await vault.post('sys/generate-root/attempt', {}, attemptSchema);
  const { required } = started;
  const shares = await gatherShares(operator, { needed: required, most: required });
  for (const share of shares) {
    const body = { key: share.reveal(), nonce: started.nonce };
    const { complete, encoded_token: token } = await vault.post(
      'sys/generate-root/update',
      body,
      attemptSchema,
    );
    if (complete) return new Secret(decoded(token, started.otp));
  }
  await vault.cancelRootAttempt();
  throw new OperatorError(
    `this needs ${required} shares of the key, and ${shares.length} are open to you: ` +
      'give the identities of more holders with --identity, or a token with --token-file',
  );
}

async function tokenIn(path: string): Promise<Secret> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`--token-file "${path}" cannot be read: ${String(cause)}`, 2);
  });
  return new Secret(text.trim());
}

/**
 * Does something that only an administrator may: with the token in `--token-file`, or with a root
 * token that is made of the shares, lives as long as the work, and is revoked whatever happens.
 */
export async function asAdministrator<T>(
  operator: Operator,
  work: (vault: VaultAdmin) => Promise<T>,
): Promise<T> {
  const { vault, tokenFile } = operator;
  if (tokenFile !== undefined) return work(vault.as((await tokenIn(tokenFile)).reveal()));
  return withRootToken(vault.as((await generate(operator)).reveal()), work);
}

/** Ended by a signal, as shells count it. */
const INTERRUPTED = 130;

/** Gives the token back when this process is told to end while `work` goes on. */
async function revokedOnSignal<T>(root: VaultAdmin, work: Promise<T>): Promise<T> {
  const leave = (): void => {
    const exit = () => process.exit(INTERRUPTED);
    root.revoke().then(exit, exit);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, leave);
  try {
    return await work;
  } finally {
    for (const signal of signals) process.off(signal, leave);
  }
}

/** Does the work with a root token and revokes it, whatever came of the work. */
export async function withRootToken<T>(
  root: VaultAdmin,
  work: (vault: VaultAdmin) => Promise<T>,
): Promise<T> {
  const [outcome] = await Promise.allSettled([revokedOnSignal(root, work(root))]);
  const [revoked] = await Promise.allSettled([root.revoke()]);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (revoked.status === 'rejected') throw revoked.reason;
  return outcome.value;
}
