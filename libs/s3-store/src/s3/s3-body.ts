import { Readable } from 'node:stream';
import type { ObjectStoreError } from '../object-store-error';

/** How slow a store may be on top of the timeout, so that large bodies have time to come. */
const SLOWEST_BYTES_PER_MS = 1024;

/** What bounds a body, and what it says when it fails. */
export interface BodyLimits {
  /** How long to wait for bytes in all, in milliseconds, besides what the size adds. */
  readonly timeoutMs: number;
  /** The bytes that were promised. */
  readonly size: number;
  /** Makes the error of a body that came too slowly. */
  readonly lateError: () => ObjectStoreError;
  /** Makes the error of a body that broke off. */
  readonly brokenError: (cause: unknown) => ObjectStoreError;
}

/**
 * A body from the network that ends in time: bytes that do not come destroy it. Time in which its
 * consumer is not asking for bytes does not count, so a slow client is no fault of the store.
 */
export class S3Body extends Readable {
  private budgetMs: number;
  private waitingSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: Readable,
    private readonly limits: BodyLimits,
  ) {
    super();
    this.budgetMs = limits.timeoutMs + limits.size / SLOWEST_BYTES_PER_MS;
    source.pause();
    source.on('data', (chunk: Buffer) => {
      this.receive(chunk);
    });
    source.on('end', () => {
      this.stopClock();
      this.push(null);
    });
    source.on('error', (cause) => this.destroy(limits.brokenError(cause)));
    source.on('close', () => {
      if (!source.readableEnded) this.destroy(limits.brokenError(source.errored));
    });
  }

  override _read(): void {
    this.waitingSince ??= performance.now();
    this.timer ??= setTimeout(() => this.destroy(this.limits.lateError()), this.budgetMs);
    this.source.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.stopClock();
    this.source.destroy();
    callback(error);
  }

  private receive(chunk: Buffer): void {
    this.stopClock();
    if (!this.push(chunk)) this.source.pause();
  }

  private stopClock(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waitingSince !== undefined) this.budgetMs -= performance.now() - this.waitingSince;
    this.waitingSince = undefined;
  }
}
