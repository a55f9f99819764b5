import type { ParameterFault } from './parameter-fault';
import { PROBLEMS, type ProblemName } from './problem-catalogue';

/** What belongs to a problem beside its words. */
export interface ProblemErrorOptions extends ErrorOptions {
  /** Faults of single parameters. */
  readonly faults?: readonly ParameterFault[];
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request cannot be answered as asked. The message is written for the client, who gets to see it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** HTTP status. */
  readonly status: number;
  readonly faults: readonly ParameterFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly problem: ProblemName,
    detail: string,
    { faults = [], headers = {}, ...options }: ProblemErrorOptions = {},
  ) {
    super(detail, options);
    this.status = PROBLEMS[problem].status;
    this.faults = faults;
    this.headers = headers;
  }
}

/** The problem of one or more faulty parameters, all told at once. */
export function invalidParameters(faults: readonly ParameterFault[]): ProblemError {
  const names = [...new Set(faults.map(({ parameter }) => parameter))];
  const detail = `The request has ${faults.length === 1 ? 'a fault' : 'faults'} in: ${names.join(', ')}.`;
  return new ProblemError('invalid-parameters', detail, { faults });
}
