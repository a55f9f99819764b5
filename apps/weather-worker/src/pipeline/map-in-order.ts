import { sharedAbort } from '../timing/shared-abort';

/** How much is done at a time. */
export interface Bounds {
  /** How many items are worked on at a time. */
  readonly concurrency: number;
  /**
   * How many items may be begun or finished ahead of the reader.
   *
   * @default four times `concurrency`
   */
  readonly window?: number;
  /** Ends the work; the mapping then fails as the work does. */
  readonly signal: AbortSignal;
}

/** Does the work on some items ahead of the reader. */
class Lookahead<In, Out> {
  private readonly pending: Promise<Out>[] = [];
  private readonly ended = sharedAbort();
  private readonly source: Iterator<In>;
  private readonly window: number;
  private running = 0;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    items: Iterable<In>,
    private readonly work: (item: In, signal: AbortSignal) => Promise<Out>,
    private readonly bounds: Bounds,
  ) {
    this.source = items[Symbol.iterator]();
    this.window = bounds.window ?? 4 * bounds.concurrency;
    bounds.signal.addEventListener('abort', this.onAbort, { once: true });
  }

  /** The next result in order, or `undefined` behind the last one. */
  async next(): Promise<{ readonly value: Out } | undefined> {
    this.bounds.signal.throwIfAborted();
    this.fill();
    const [head] = this.pending;
    if (head === undefined) return undefined;
    try {
      const value = await head;
      void this.pending.shift();
      if (this.failure === undefined) return { value };
    } catch (error) {
      this.failure ??= { error };
    }
    throw this.failure.error;
  }

  /** Ends what is still being worked on. */
  end(): void {
    this.bounds.signal.removeEventListener('abort', this.onAbort);
    this.ended.abort();
  }

  private readonly onAbort = (): void => {
    this.ended.abort(this.bounds.signal.reason);
  };

  private fill(): void {
    const { concurrency } = this.bounds;
    while (this.running < concurrency && this.hasRoom()) {
      const item = this.source.next();
      if (item.done === true) return;
      this.running += 1;
      const result = this.work(item.value, this.ended.signal).finally(() => (this.running -= 1));
      this.pending.push(result);
      // The first failure ends the rest at once, however long the reader is busy with others.
      result.then(
        () => {
          this.fill();
        },
        (error: unknown) => {
          this.fail(error);
        },
      );
    }
  }

  private hasRoom(): boolean {
    return !this.ended.signal.aborted && this.pending.length < this.window;
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.ended.abort(error);
  }
}

/**
 * What `work` makes of each item, in the order of the items, although several are worked on at a
 * time. The first failure ends the work on all others and is thrown.
 */
export async function* mapInOrder<In, Out>(
  items: Iterable<In>,
  work: (item: In, signal: AbortSignal) => Promise<Out>,
  bounds: Bounds,
): AsyncGenerator<Out, void, undefined> {
  bounds.signal.throwIfAborted();
  const ahead = new Lookahead(items, work, bounds);
  try {
    for (let next = await ahead.next(); next !== undefined; next = await ahead.next()) {
      yield next.value;
    }
  } finally {
    ahead.end();
  }
}
