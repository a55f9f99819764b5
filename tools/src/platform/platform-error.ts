/** An operator's command could not do its work; the message says what to do about it. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';

  /** @param exitCode of the program: 2 for bad usage, 1 for the rest, 130 when it was interrupted */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 130 = 1,
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }
}

/** Somebody stopped the work with a signal. */
export class InterruptedError extends PlatformError {
  constructor() {
    super('interrupted; what was finished is kept, and the next run goes on from there', 130);
  }
}
