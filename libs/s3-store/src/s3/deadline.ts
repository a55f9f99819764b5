/** The time a call may take, and the caller's own wish to end it. Release it when the call is over. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private passed = false;

  /** @param timeoutMs milliseconds from now */
  constructor(
    timeoutMs: number,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.timer = setTimeout(() => {
      this.passed = true;
      this.controller.abort();
    }, timeoutMs);
    if (caller?.aborted === true) this.end();
    caller?.addEventListener('abort', this.end, { once: true });
  }

  /** Fires when the time is up or the caller gives up. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether the time was up before the caller gave up. */
  get hasPassed(): boolean {
    return this.passed;
  }

  /** What `work` answers, or a rejection as soon as the signal fires, whatever `work` is waiting for. */
  async bound<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this;
    const ended = new Promise<never>((_, reject) => {
      const end = (): void => {
        reject(new Error('the call was ended'));
      };
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
    });
    return await Promise.race([work(signal), ended]);
  }

  release(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.end);
  }

  private readonly end = (): void => {
    this.controller.abort();
  };
}
