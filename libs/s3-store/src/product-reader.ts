import type { RangeBounds } from './newest/key-range';
import { perDayOf } from './newest/cadence';
import { newestKeys, type NewestKeys, type NewestQuery } from './newest-keys';
import type { ObjectStore } from './object-store';
import type { ObjectStoreError } from './object-store-error';
import type { ProductKeys } from './product-keys';
import { attemptAborted } from './store-attempt';
import type { Newest } from './reader/newest';
import { NewestSnapshot } from './reader/newest-snapshot';
import { prefetched } from './reader/prefetched';
import { ProductBodies, type FoundProduct } from './reader/product-bodies';
import type { ProductBody, ProductLines } from './reader/product-body';
import { RangeAnswers } from './reader/range-answers';
import { guarded, type OnReaderEvent } from './reader/reader-event';

/** How a {@link ProductReader} behaves. */
export interface ProductReaderOptions {
  /**
   * How long a listing is answered without asking the store, in milliseconds.
   *
   * @default 1,000
   */
  readonly listTtlMs?: number;
  /**
   * How much longer it is answered while the store is asked again, in milliseconds.
   *
   * @default 1,000
   */
  readonly staleWhileRevalidateMs?: number;
  /**
   * Bytes of product bodies that are kept in memory; 0 keeps none.
   *
   * @default 64 MiB
   */
  readonly cacheBytes?: number;
  /**
   * Objects read from the store at once, at least 1; also how far `bodies` reads ahead.
   *
   * @default 16
   */
  readonly concurrency?: number;
  /**
   * Objects with more bytes are streamed and never kept.
   *
   * @default 8 MiB
   */
  readonly streamAboveBytes?: number;
  /** The clock. */
  readonly now?: () => Date;
  /** Told what happens, for metrics and logs. */
  readonly onEvent?: OnReaderEvent;
}

/** Which products are asked for: the newest `count` of a range. */
export interface ProductQuery extends RangeBounds {
  /** At least 1. */
  readonly count: number;
}

const MEBIBYTE = 1024 * 1024;

function settingsOf(options: ProductReaderOptions): Required<ProductReaderOptions> {
  return {
    listTtlMs: options.listTtlMs ?? 1_000,
    staleWhileRevalidateMs: options.staleWhileRevalidateMs ?? 1_000,
    cacheBytes: options.cacheBytes ?? 64 * MEBIBYTE,
    concurrency: options.concurrency ?? 16,
    streamAboveBytes: options.streamAboveBytes ?? 8 * MEBIBYTE,
    now: options.now ?? (() => new Date()),
    onEvent: guarded(options.onEvent ?? (() => undefined)),
  };
}

/**
 * Reads products for many requests at once: one listing a second at most, each body read and
 * checked once, what the store last said while it fails. One reader for each process.
 *
 * Two ways to the bytes: {@link body} and {@link bodies} answer whole products and keep those up to
 * `streamAboveBytes`; {@link chunks} and {@link chunksOf} answer any product in pieces, large ones
 * at constant memory without keeping them.
 */
export class ProductReader {
  private readonly settings: Required<ProductReaderOptions>;
  private readonly snapshot: NewestSnapshot;
  private readonly ranges: RangeAnswers;
  private readonly products: ProductBodies;

  constructor(
    private readonly store: ObjectStore,
    private readonly keys: ProductKeys,
    options: ProductReaderOptions = {},
  ) {
    const settings = settingsOf(options);
    this.settings = settings;
    const walk = (count: number, held: readonly string[]): Promise<NewestKeys> =>
      this.walk({ count, perDay: perDayOf(held, keys) }, 'newest');
    this.snapshot = new NewestSnapshot(walk, settings, settings.now);
    this.ranges = new RangeAnswers(settings.listTtlMs, settings.now);
    this.products = new ProductBodies(store, settings, settings.onEvent);
  }

  /** Bytes of memory the kept bodies take. */
  get cacheBytes(): number {
    return this.products.cacheBytes;
  }

  /** When the store last answered which products are newest; `undefined` before it ever did. */
  get lastListedAt(): Date | undefined {
    return this.snapshot.asOf;
  }

  /** The newest key of the last listing. */
  get newestKey(): string | undefined {
    return this.snapshot.newestKey;
  }

  /**
   * The newest `count` products, from a listing that all requests share.
   *
   * @throws {ObjectStoreError} when the store fails and has never answered; once it has, its last
   * answer stands, marked stale
   */
  async newest(count: number): Promise<Newest> {
    const newest = await this.snapshot.newest(count);
    if (newest.isStale) {
      const ageSeconds = (this.settings.now().getTime() - newest.asOf.getTime()) / 1000;
      this.settings.onEvent({ kind: 'stale-answer', ageSeconds });
    }
    return newest;
  }

  /**
   * The newest products of a range. The same question is asked once at a time and its answer kept
   * for the listing's time to live.
   *
   * @throws {ObjectStoreError} when the store fails
   */
  select(query: ProductQuery): Promise<Newest> {
    const { count, from, to, before } = query;
    if (from === undefined && to === undefined && before === undefined) return this.newest(count);
    const question = JSON.stringify([count, from?.getTime(), to?.getTime(), before]);
    return this.ranges.get(question, async () => {
      const asOf = this.settings.now();
      return { ...(await this.walk({ count, from, to, before }, 'range')), asOf, isStale: false };
    });
  }

  /**
   * A whole product, or `undefined` when it was deleted meanwhile. Products above
   * `streamAboveBytes` are read again each time and held only by their callers: prefer
   * {@link chunks} where they may occur.
   *
   * @throws {ObjectStoreError} when the store fails or the body is not whole
   */
  body(key: string): Promise<ProductBody | undefined> {
    return this.products.whole(key);
  }

  /**
   * Whole products in the order of `keys`, read ahead of the consumer. Those deleted meanwhile are
   * left out. Reads nothing more when the consumer stops.
   *
   * @throws {ObjectStoreError} when the store fails or a body is not whole
   */
  async *bodies(keys: Iterable<string>): AsyncGenerator<ProductBody, void, undefined> {
    const load = (key: string): Promise<ProductBody | undefined> => this.body(key);
    for await (const body of prefetched(keys, load, this.settings.concurrency)) {
      if (body !== undefined) yield body;
    }
  }

  /**
   * The lines of a product in pieces of whole lines: one piece from the cache when it is small
   * enough to be kept, else as they come from the store. Nothing when it was deleted meanwhile.
   *
   * @throws {ObjectStoreError} when the store fails, or the body breaks off after some pieces
   */
  chunks(key: string, signal?: AbortSignal): AsyncGenerator<ProductLines, void, undefined> {
    return this.chunksOf([key], signal);
  }

  /**
   * The lines of products in the order of `keys`, as {@link chunks} gives them, small ones read
   * ahead of the consumer. One call fills at most a quarter of the cache: a long read neither drives
   * out what many ask for, nor keeps what only it will see.
   *
   * @throws {ObjectStoreError} when the store fails, or a body breaks off after some pieces
   */
  async *chunksOf(
    keys: Iterable<string>,
    signal?: AbortSignal,
  ): AsyncGenerator<ProductLines, void, undefined> {
    let room = this.settings.cacheBytes / 4;
    const load = async (key: string): Promise<[string, FoundProduct]> => {
      const found = await this.products.find(key, room > 0);
      if (found !== undefined && found !== 'large') room -= found.bytes.length;
      return [key, found];
    };
    for await (const [key, found] of prefetched(keys, load, this.settings.concurrency)) {
      if (signal?.aborted === true) throw this.aborted(key, signal);
      if (found === 'large') yield* this.products.stream(key, signal);
      else if (found !== undefined && found.lineCount > 0) yield found;
    }
  }

  private aborted(subject: string, signal: AbortSignal): ObjectStoreError {
    return attemptAborted({ action: 'read', location: this.store.location, subject }, signal);
  }

  /** A walk over the store, told to whoever counts. */
  private async walk(query: Omit<NewestQuery, 'now'>, of: 'newest' | 'range'): Promise<NewestKeys> {
    const begun = performance.now();
    const seconds = (): number => (performance.now() - begun) / 1000;
    try {
      const found = await newestKeys(this.store, this.keys, { ...query, now: this.settings.now() });
      this.settings.onEvent({ kind: 'listed', of, seconds: seconds(), count: found.keys.length });
      return found;
    } catch (error) {
      this.settings.onEvent({ kind: 'listing-failed', of, seconds: seconds(), error });
      throw error;
    }
  }
}
