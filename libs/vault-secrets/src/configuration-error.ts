/** The configuration cannot be used; every fault is named at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  /** @param faults what is wrong, each naming the setting, its value and the fix */
  constructor(
    readonly faults: readonly string[],
    options?: ErrorOptions,
  ) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super(`the configuration has ${count}:\n${faults.map((f) => `  - ${f}`).join('\n')}`, options);
  }
}
