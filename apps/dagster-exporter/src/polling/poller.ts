import { setTimeout as sleep } from 'node:timers/promises';

const STOP_MS = 2000;

/** Something that is done over and over. */
export interface Collector {
  readonly name: string;
  /** How long after its end it is done again, ms. */
  readonly everyMs: number;
  readonly collect: () => Promise<void>;
}

/** How one time of a collector went. */
export interface Collection {
  readonly collector: string;
  readonly seconds: number;
  /** `undefined` when it went well. */
  readonly error: unknown;
}

/** Runs collectors beside each other, each one time after the other, until it is stopped. */
export class Poller {
  private readonly stopping = new AbortController();
  private loops: readonly Promise<void>[] = [];

  /** @param onCollected told how each time went */
  constructor(
    private readonly collectors: readonly Collector[],
    private readonly onCollected: (collection: Collection) => void,
  ) {}

  start(): void {
    this.loops = this.collectors.map((collector) => this.loop(collector));
  }

  /** Ends; what is under way is not waited for longer than a moment, because it changes nothing. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const isOver = new AbortController();
    const late = sleep(STOP_MS, undefined, { signal: isOver.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.loops), late]);
    isOver.abort();
  }

  private async loop(collector: Collector): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.once(collector);
      await sleep(collector.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async once({ name: collector, collect }: Collector): Promise<void> {
    const startedAt = performance.now();
    const outcome = await collect().then(
      () => ({ error: undefined }),
      (error: unknown) => ({ error }),
    );
    this.onCollected({ collector, seconds: (performance.now() - startedAt) / 1000, ...outcome });
  }
}
