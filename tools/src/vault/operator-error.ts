/** The operator has to do something first; the message says what. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  /** @param exitCode of the program: 2 for bad usage, 1 for the rest */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
