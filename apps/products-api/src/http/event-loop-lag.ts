const EVERY_MS = 500;

/** Beyond this lag, requests are refused for as long as it lasts. */
const TOO_MUCH_MS = 1000;

/** How far the event loop is behind: late by that much, every request waits that long. */
export class EventLoopLag {
  private lagMs = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param clock monotonic milliseconds */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Milliseconds, as of the last look. */
  get currentMs(): number {
    return this.lagMs;
  }

  /** There is more to do than gets done. */
  get isTooMuch(): boolean {
    return this.lagMs > TOO_MUCH_MS;
  }

  start(): void {
    let expectedAt = this.clock() + EVERY_MS;
    this.timer = setInterval(() => {
      const now = this.clock();
      this.lagMs = Math.max(0, now - expectedAt);
      expectedAt = now + EVERY_MS;
    }, EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
