import { setTimeout as sleep } from 'node:timers/promises';
import { VaultError } from './vault-error';

/** How long one waits for Vault, and how. */
export interface Patience {
  /** The work gives up this long after its start, in milliseconds. */
  readonly deadlineMs: number;
  /** Pause after the first fault, in milliseconds; it doubles up to `longestPauseMs`. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Told before each pause. */
  readonly onWait?: (error: VaultError, pauseMs: number) => void;
  /** Ends the waiting early. */
  readonly signal?: AbortSignal;
}

/** Pauses that doubled; half of each is left to chance, so that pods do not come back in step. */
function pauseMs({ firstPauseMs, longestPauseMs }: Patience, faults: number): number {
  const full = Math.min(longestPauseMs, firstPauseMs * 2 ** (faults - 1));
  return full * (0.5 + Math.random() / 2);
}

function isPassing(error: unknown): error is VaultError {
  return error instanceof VaultError && error.fault.isPassing;
}

/** The signal that ends everything: the deadline, or the caller before it. */
function endOf({ deadlineMs, signal }: Patience): AbortSignal {
  const deadline = AbortSignal.timeout(deadlineMs);
  return signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
}

/** Whether there was time for the pause. */
async function hasPaused(ms: number, end: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal: end }).catch(() => undefined);
  return !end.aborted;
}

/**
 * Does the work again while Vault is sealed, unreachable or the like.
 *
 * @param work gets the signal that ends it at the deadline
 * @throws {VaultError} the last one, when it will not pass or the deadline is over
 */
export async function patiently<T>(
  patience: Patience,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = endOf(patience);
  let before: VaultError | undefined;
  for (let faults = 1; ; faults += 1) {
    try {
      return await work(end);
    } catch (error) {
      // An attempt that the deadline cut short tells less than the one before.
      if (end.aborted) throw before ?? error;
      if (!isPassing(error)) throw error;
      before = error;
    }
    const pause = pauseMs(patience, faults);
    patience.onWait?.(before, pause);
    if (!(await hasPaused(pause, end))) throw before;
  }
}
