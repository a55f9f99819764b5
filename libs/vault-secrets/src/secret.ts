import { inspect } from 'node:util';

const MASK = '[secret]';

/**
 * A value that must not be seen. It prints as `[secret]` in templates, JSON, errors, logs and
 * `util.inspect`; only {@link Secret.reveal} answers it, so that every use can be searched for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one call that needs it. */
  reveal(): string {
    return this.#value;
  }

  /** Whether `other` holds the same value. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** `text` with every occurrence of the value masked. */
  redact(text: string): string {
    return this.#value === '' ? text : text.replaceAll(this.#value, MASK);
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
