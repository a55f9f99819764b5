import { SIGNAL_EXIT, type StopSignal } from './exit-codes';
import type { Shell } from './shell';
import { sharedAbort } from './timing/shared-abort';

export const STOP_SIGNALS = Object.keys(SIGNAL_EXIT) as readonly StopSignal[];

/** Work was given up because a signal asked for it. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';

  constructor(readonly signal: StopSignal) {
    super(`abandoned after ${signal}`);
  }
}

/** Calls `listener` with every stop signal. Answers what ends that. */
export function onStopSignal(
  signals: Shell['signals'],
  listener: (signal: StopSignal) => void,
): () => void {
  const listeners = STOP_SIGNALS.map(
    (signal) =>
      [
        signal,
        () => {
          listener(signal);
        },
      ] as const,
  );
  for (const [signal, listen] of listeners) signals.on(signal, listen);
  return () => {
    for (const [signal, listen] of listeners) signals.off(signal, listen);
  };
}

/**
 * Does work that the first stop signal ends. A second one ends the process, as it does by default.
 *
 * @throws {AbandonedError} when one did
 */
export async function interruptible<T>(
  signals: Shell['signals'],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = sharedAbort();
  const unlisten = onStopSignal(signals, (signal) => {
    unlisten();
    controller.abort(new AbandonedError(signal));
  });
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    unlisten();
  }
}
