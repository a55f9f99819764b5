import { HttpException } from '@nestjs/common';
import { ObjectStoreError } from '@weather/s3-store';
import { problemNameOf } from './problem-catalogue';
import { ProblemError } from './problem-error';

/** How long a client should wait before it asks again while the store fails, s. */
const RETRY_AFTER_SECONDS = 5;

/** What a client is told about statuses the HTTP server comes up with. Its own words stay inside. */
const DETAILS: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  404: 'There is nothing under this path.',
  413: 'The API takes no request bodies.',
  414: 'The path or one of its parts is too long.',
  415: 'The API takes no request bodies.',
};

/** The HTTP status that an error of the HTTP framework carries. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function unavailable(cause: unknown): ProblemError {
  const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
  const detail = 'The products cannot be read at the moment. Try again later.';
  return new ProblemError('store-unavailable', detail, { cause, headers });
}

/**
 * What a client is told about `error`. Only messages that were written for clients pass: those of
 * stores, libraries and the runtime may hold names and addresses, and stay in the `cause` for logs.
 */
export function problemErrorOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ObjectStoreError) return unavailable(error);
  const status = statusOf(error) ?? 500;
  const detail = DETAILS[status];
  if (detail !== undefined)
    return new ProblemError(problemNameOf(status), detail, { cause: error });
  return new ProblemError('internal-error', 'The API failed to answer.', { cause: error });
}
