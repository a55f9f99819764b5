import type { z } from 'zod';

/** A source's answer that is no weather reading; `faults` says what is wrong and where. */
export class InvalidAnswerError extends Error {
  override readonly name = 'InvalidAnswerError';

  constructor(
    readonly faults: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`the answer is not a weather reading: ${faults.join('; ')}`, options);
  }
}

/** The faults zod found, each as `path: what is wrong`. */
export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
}
