import { VAULT_FAULTS, type VaultFault, type VaultFaultName } from './vault-faults';

/** Something could not be done with Vault. Says what, why, and how to mend it; never a value. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly fault: VaultFault;

  /**
   * @param attempt what was tried, as the second half of "could not …"
   * @param detail what makes this case special, such as the path
   */
  constructor(
    readonly kind: VaultFaultName,
    readonly attempt: string,
    readonly detail?: string,
  ) {
    const fault: VaultFault = VAULT_FAULTS[kind];
    const details = detail === undefined ? '' : ` (${detail})`;
    super(`could not ${attempt}: ${fault.meaning}${details}; ${fault.fix}`);
    this.fault = fault;
  }
}
