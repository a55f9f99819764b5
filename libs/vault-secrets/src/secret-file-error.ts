/** A file of secrets cannot be used. It names the file and what to fix, never what the file holds. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';

  constructor(
    readonly path: string,
    readonly faults: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`cannot use the secrets in ${path}: ${faults.join('; ')}`, options);
  }
}
