import { ConfigurationError, SecretFileError } from '@weather/vault-secrets';

/** Collects the faults of several readers, so that all of them are told at once. */
export class Faults {
  private readonly found = new Set<string>();

  /** @param locate adds to a fault where its value comes from */
  constructor(private readonly locate: (fault: string) => string) {}

  /** What `read` answers; `undefined` when the configuration kept it from answering. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof ConfigurationError)
        error.faults.forEach((fault) => {
          this.add(fault);
        });
      else if (error instanceof SecretFileError) this.add(error.message);
      else throw error;
      return undefined;
    }
  }

  add(fault: string | undefined): void {
    if (fault !== undefined) this.found.add(this.locate(fault));
  }

  /**
   * `values` without the gaps that {@link Faults.attempt} leaves where there are faults.
   *
   * @throws {ConfigurationError} when there are faults
   */
  settled<Values extends object>(values: Values): Settled<Values> {
    if (this.found.size > 0) throw new ConfigurationError([...this.found]);
    return values as Settled<Values>;
  }
}

/** Values that are there. */
type Settled<Values> = { readonly [Name in keyof Values]: Exclude<Values[Name], undefined> };
