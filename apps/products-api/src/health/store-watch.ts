import type { ProductReader } from '@weather/s3-store';
import type { Logger } from '@weather/telemetry';

/** Until the store has answered once, the program is of no use: it is asked often. */
const UNTIL_READY_MS = 2000;

/** Afterwards it is asked so that readiness and metrics are true without any traffic. */
const EVERY_MS = 30_000;

/** What the watch needs. */
export interface StoreWatchParts {
  readonly reader: Pick<ProductReader, 'newest'>;
  readonly logger: Logger;
}

/** Lists the store at start and from time to time, and tells when it begins and ceases to fail. */
export class StoreWatch {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private isFailing: boolean | undefined;

  constructor(private readonly parts: StoreWatchParts) {}

  /** Asks the store now and goes on asking. */
  start(): void {
    void this.look();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Asks the store once. Never fails: what the store says is told in the log. */
  async look(): Promise<void> {
    try {
      const { isStale, keys } = await this.parts.reader.newest(1);
      this.tell(isStale, { newest_key: keys.at(-1) });
    } catch (error) {
      this.tell(true, { error });
    }
    if (this.isStopped) return;
    const pause = this.isFailing === true ? UNTIL_READY_MS : EVERY_MS;
    this.timer = setTimeout(() => void this.look(), pause).unref();
  }

  private tell(isFailing: boolean, fields: Readonly<Record<string, unknown>>): void {
    if (isFailing === this.isFailing) return;
    this.isFailing = isFailing;
    if (isFailing) this.parts.logger.warn(fields, 'Store:List:Failed');
    else this.parts.logger.info(fields, 'Store:List:Ready');
  }
}
