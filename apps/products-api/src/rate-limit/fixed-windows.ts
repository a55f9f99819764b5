/** What a client has left of its quota. */
export interface Allowance {
  readonly limit: number;
  /** Requests left in the window. */
  readonly remaining: number;
  /** Seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
  /** The request went beyond the quota. */
  readonly isExceeded: boolean;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

/** Limits of the bookkeeping. */
export interface FixedWindowsOptions {
  readonly windowMs: number;
  /** Clients remembered at once; beyond that the window that ends first is forgotten. */
  readonly maxClients: number;
}

/**
 * Counts requests per client in windows that begin with a client's first request.
 *
 * Written here instead of taken from a library because it runs on every request: a counter in a map
 * costs a fraction of a microsecond and no timer, where rate-limiter-flexible makes a promise and a
 * timer per client. A client that times its requests may send twice its quota around the end of a
 * window; what is protected here (a cache) can bear that.
 */
export class FixedWindows {
  /** In the order in which the windows end, because all are equally long. */
  private readonly windows = new Map<string, Window>();

  constructor(private readonly options: FixedWindowsOptions) {}

  /** Clients remembered. */
  get size(): number {
    return this.windows.size;
  }

  /**
   * Counts a request of `client`, who may send `limit` per window.
   *
   * @param nowMs monotonic milliseconds
   */
  take(client: string, limit: number, nowMs: number): Allowance {
    const window = this.windowOf(client, nowMs);
    window.count += 1;
    return {
      limit,
      remaining: Math.max(0, limit - window.count),
      // Whole milliseconds first: what floating point adds must not become a second.
      resetSeconds: Math.max(1, Math.ceil(Math.floor(window.endsAtMs - nowMs) / 1000)),
      isExceeded: window.count > limit,
    };
  }

  /** Whether one more request of `client` would go beyond `limit`; does not count it. */
  isUsedUp(client: string, limit: number, nowMs: number): boolean {
    const window = this.windows.get(client);
    return window !== undefined && window.endsAtMs > nowMs && window.count >= limit;
  }

  private windowOf(client: string, nowMs: number): Window {
    const known = this.windows.get(client);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    this.windows.delete(client);
    this.makeRoom(nowMs);
    const window = { count: 0, endsAtMs: nowMs + this.options.windowMs };
    this.windows.set(client, window);
    return window;
  }

  private makeRoom(nowMs: number): void {
    for (const [client, { endsAtMs }] of this.windows) {
      const isNeeded = endsAtMs > nowMs && this.windows.size < this.options.maxClients;
      if (isNeeded) return;
      this.windows.delete(client);
    }
  }
}
