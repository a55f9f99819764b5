import { codeOf, refusalOf, stateFault, transportFault, type Refusal } from './fault-of';
import { VaultError } from './vault-error';
import type { VaultFaultName } from './vault-faults';

/** What is tried, and how its refusals read. */
export interface Attempt {
  /** The second half of "could not …". */
  readonly what: string;
  /** What a refusal means that says nothing of Vault's state. */
  readonly faultOf: (refusal: Refusal) => VaultFaultName;
  /** What makes the case special, such as the policy that should have allowed it. */
  readonly detail?: string;
}

function wordsOf({ status, said }: Refusal, detail: string | undefined): string {
  const words = `status ${status}: ${said}`;
  return detail === undefined ? words : `${detail}; ${words}`;
}

function vaultErrorOf(error: unknown, attempt: Attempt): VaultError | undefined {
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    const kind = stateFault(refusal) ?? attempt.faultOf(refusal);
    return new VaultError(kind, attempt.what, wordsOf(refusal, attempt.detail));
  }
  const kind = transportFault(error);
  if (kind === undefined) return undefined;
  const code = codeOf(error);
  return new VaultError(kind, attempt.what, code);
}

/**
 * Does something with Vault and turns what goes wrong into a {@link VaultError}. The error of the
 * client is dropped on purpose: it may hold the request, and that the token.
 */
export async function attempt<T>(attempted: Attempt, perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    throw vaultErrorOf(error, attempted) ?? error;
  }
}
