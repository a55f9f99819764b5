import type { StopSignal } from '../exit-codes';
import { AbandonedError, onStopSignal } from '../interruption';
import type { Shell } from '../shell';
import { sharedAbort } from '../timing/shared-abort';

/** How a long-running command is asked to stop. */
export class GracefulStop {
  private readonly stopping = sharedAbort();
  private readonly abandoning = sharedAbort();
  private readonly unlisten: () => void;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param timeoutMs how long work may go on after the first signal
   * @param onStop told of the first signal
   */
  constructor(
    signals: Shell['signals'],
    private readonly timeoutMs: number,
    private readonly onStop: (signal: StopSignal) => void,
  ) {
    this.unlisten = onStopSignal(signals, (signal) => {
      this.take(signal);
    });
  }

  /** Aborted by the first signal: nothing new is to begin. */
  get stop(): AbortSignal {
    return this.stopping.signal;
  }

  /** Aborted by the second signal, or when time is up: what goes on is to end at once. */
  get abandon(): AbortSignal {
    return this.abandoning.signal;
  }

  /** Stops listening. */
  end(): void {
    clearTimeout(this.timer);
    this.unlisten();
  }

  private take(signal: StopSignal): void {
    if (this.stopping.signal.aborted) {
      this.abandoning.abort(new AbandonedError(signal));
      return;
    }
    this.onStop(signal);
    this.stopping.abort();
    this.timer = setTimeout(() => {
      this.abandoning.abort(new AbandonedError(signal));
    }, this.timeoutMs);
  }
}
