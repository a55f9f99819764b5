import { LRUCache } from 'lru-cache';
import type { ObjectStore, OpenObject } from '../object-store';
import { verifiedChunks } from '../read-object';
import { joinLines, LineCheck } from './line-check';
import type { ProductBody, ProductLines } from './product-body';
import type { OnReaderEvent } from './reader-event';
import { SingleFlight } from './single-flight';
import { Slots } from './slots';

/** Limits of what is read and kept. */
export interface BodyLimits {
  /** Bytes of bodies that are kept. */
  readonly cacheBytes: number;
  /** Objects read at once. */
  readonly concurrency: number;
  /** Objects with more bytes are streamed, never kept. */
  readonly streamAboveBytes: number;
}

/** A product as it was found: whole, `large` (to be streamed), or `undefined` (gone). */
export type FoundProduct = ProductBody | 'large' | undefined;

/** What an entry costs besides its bytes, about. */
const ENTRY_BYTES = 512;

/** Bodies of products: each is read and checked once, and kept for as long as there is room. */
export class ProductBodies {
  private readonly cache: LRUCache<string, ProductBody>;
  /** Keys known to be large; an object's size never changes. */
  private readonly large = new LRUCache<string, true>({ max: 1024 });
  private readonly flights = new SingleFlight<FoundProduct>();
  private readonly slots: Slots;

  constructor(
    private readonly store: ObjectStore,
    private readonly limits: BodyLimits,
    private readonly onEvent: OnReaderEvent,
  ) {
    this.slots = new Slots(limits.concurrency);
    this.cache = new LRUCache({
      // The cache takes no 0; nothing fits into 1.
      maxSize: Math.max(1, limits.cacheBytes),
      sizeCalculation: ({ bytes }) => bytes.length + ENTRY_BYTES,
      dispose: ({ bytes }, key, reason) => {
        if (reason === 'evict') onEvent({ kind: 'cache-evicted', key, bytes: bytes.length });
      },
    });
  }

  /** Bytes kept, with what the entries cost. */
  get cacheBytes(): number {
    return this.cache.calculatedSize;
  }

  /**
   * The product when it is small enough to be kept, from the cache or the store.
   *
   * @param keep whether it is kept when it comes from the store
   */
  async find(key: string, keep = true): Promise<FoundProduct> {
    if (this.large.has(key)) return 'large';
    const cached = this.cache.get(key);
    if (cached !== undefined) {
      this.onEvent({ kind: 'cache-hit', key, bytes: cached.bytes.length });
      return cached;
    }
    this.onEvent({ kind: 'cache-miss', key });
    return this.flights.run(key, () => this.slots.run(() => this.load(key, keep)));
  }

  /** The product as a whole, whatever its size. A large one is not kept. */
  async whole(key: string): Promise<ProductBody | undefined> {
    const found = await this.find(key);
    if (found !== 'large') return found;
    const large = await this.flights.run(`${key}\0whole`, () =>
      this.slots.run(() => this.loadLarge(key)),
    );
    return large === 'large' ? undefined : large;
  }

  /** The lines of a large product as they come, a piece of the body at a time. */
  async *stream(key: string, signal?: AbortSignal): AsyncGenerator<ProductLines, void, undefined> {
    const object = await this.open(key, signal);
    if (object === undefined) return;
    const check = new LineCheck(key, this.onEvent);
    for await (const chunk of verifiedChunks(object, this.store.location)) {
      const lines = check.push(chunk);
      if (lines.lineCount > 0) yield lines;
    }
    const last = check.end();
    if (last.lineCount > 0) yield last;
  }

  private async open(key: string, signal?: AbortSignal): Promise<OpenObject | undefined> {
    const object = await this.store.open(key, { signal });
    if (object === undefined) this.onEvent({ kind: 'object-gone', key });
    return object;
  }

  private async load(key: string, keep: boolean): Promise<FoundProduct> {
    const object = await this.open(key);
    if (object === undefined) return undefined;
    if (object.size > this.limits.streamAboveBytes) {
      object.body.destroy();
      this.large.set(key, true);
      return 'large';
    }
    const body = await this.read(object);
    if (keep) this.cache.set(key, body);
    return body;
  }

  private async loadLarge(key: string): Promise<ProductBody | undefined> {
    const object = await this.open(key);
    return object === undefined ? undefined : this.read(object);
  }

  private async read(object: OpenObject): Promise<ProductBody> {
    const { key, etag } = object;
    const check = new LineCheck(key, this.onEvent);
    const parts: ProductLines[] = [];
    for await (const chunk of verifiedChunks(object, this.store.location)) {
      parts.push(check.push(chunk));
    }
    parts.push(check.end());
    const filled = parts.filter(({ lineCount }) => lineCount > 0);
    const lineCount = filled.reduce((sum, part) => sum + part.lineCount, 0);
    const bytes = joinLines(filled.map((part) => part.bytes));
    return { key, etag, bytes, lineCount, invalidLines: check.invalidLines };
  }
}
