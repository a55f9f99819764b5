import type { Readable } from 'node:stream';
import type { CallOptions } from './object-store';
import { ObjectStoreError, type StoreAttempt } from './object-store-error';

/** The error of an attempt that failed: why, and what the adapter met. */
export function attemptFailed(
  attempt: StoreAttempt,
  because: string,
  cause?: unknown,
): ObjectStoreError {
  const options = cause === undefined ? { because } : { because, cause };
  return new ObjectStoreError(attempt, options);
}

/** The error of an attempt whose caller gave up. */
export function attemptAborted(attempt: StoreAttempt, signal: AbortSignal): ObjectStoreError {
  return attemptFailed(attempt, 'the caller gave up', signal.reason);
}

/** @throws {ObjectStoreError} when the caller gave up before the attempt began */
export function assertWanted(attempt: StoreAttempt, options: CallOptions | undefined): void {
  if (options?.signal?.aborted === true) throw attemptAborted(attempt, options.signal);
}

/**
 * Destroys `body` when the caller gives up while it is read. Its error waits for whoever reads it:
 * a body that fails before anybody listens must not end the process.
 */
export function endWithSignal(
  body: Readable,
  attempt: StoreAttempt,
  signal: AbortSignal | undefined,
): void {
  body.on('error', () => undefined);
  if (signal === undefined) return;
  const end = (): void => void body.destroy(attemptAborted(attempt, signal));
  signal.addEventListener('abort', end, { once: true });
  body.once('close', () => {
    signal.removeEventListener('abort', end);
  });
  if (signal.aborted) end();
}
