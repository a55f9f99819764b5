import { Readable } from 'node:stream';
import { digestOf } from '../body-digest';
import type {
  CallOptions,
  Creation,
  ListOptions,
  NewObject,
  ObjectStore,
  ObjectSummary,
  OpenObject,
} from '../object-store';
import { ObjectConflictError, type StoreAction, type StoreAttempt } from '../object-store-error';
import { PagedKeys } from '../paged-keys';
import { assertWanted, endWithSignal } from '../store-attempt';
import { SortedKeys } from './sorted-keys';

/** An object in memory. */
export interface MemoryObject {
  readonly summary: ObjectSummary;
  readonly bytes: Buffer;
  /** Media type, where the writer told it. */
  readonly contentType: string | undefined;
}

const PAGE_KEYS = 1000;

/** A store for tests: keeps the contract, and lists in pages of 1,000 as S3 does. */
export class MemoryObjectStore implements ObjectStore {
  private readonly held = new Map<string, MemoryObject>();
  private sorted: SortedKeys | undefined;

  constructor(readonly location = 'memory') {}

  /** All that is stored. */
  get objects(): ReadonlyMap<string, MemoryObject> {
    return this.held;
  }

  /** The text under `key`, for assertions. */
  textOf(key: string): string | undefined {
    return this.held.get(key)?.bytes.toString('utf8');
  }

  /** Puts an object as another program would: over what is there, without sha256 and row count. */
  plant(key: string, text: string): void {
    const bytes = Buffer.from(text);
    const { size, sha256 } = digestOf(bytes);
    const summary = { key, size, etag: sha256.slice(0, 32), sha256: undefined };
    this.put({ summary: { ...summary, rowCount: undefined }, bytes, contentType: undefined });
  }

  /** Deletes an object as a lifecycle rule would. */
  remove(key: string): void {
    this.held.delete(key);
    this.sorted = undefined;
  }

  async create(key: string, object: NewObject, options?: CallOptions): Promise<Creation> {
    await this.asked('create', key, options);
    const bytes = Buffer.from(object.body);
    const { sha256, size } = digestOf(bytes);
    const standing = this.held.get(key);
    if (standing !== undefined) return this.compared(standing, sha256);
    const { rowCount, contentType } = object;
    const summary = { key, size, etag: sha256.slice(0, 32), sha256, rowCount };
    this.put({ summary, bytes, contentType });
    return { outcome: 'created', object: summary };
  }

  async open(key: string, options?: CallOptions): Promise<OpenObject | undefined> {
    const attempt = await this.asked('open', key, options);
    const held = this.held.get(key);
    if (held === undefined) return undefined;
    const body = Readable.from([held.bytes], { objectMode: false });
    endWithSignal(body, { ...attempt, action: 'read' }, options?.signal);
    return { ...held.summary, body };
  }

  async stat(key: string, options?: CallOptions): Promise<ObjectSummary | undefined> {
    await this.asked('stat', key, options);
    return this.held.get(key)?.summary;
  }

  keys(prefix: string, options?: ListOptions): PagedKeys {
    return new PagedKeys(() => this.pages(prefix, options));
  }

  async folders(prefix: string, options?: CallOptions): Promise<readonly string[]> {
    await this.asked('folders', prefix, options);
    return this.sortedKeys().folders(prefix);
  }

  private async *pages(
    prefix: string,
    options?: ListOptions,
  ): AsyncGenerator<readonly string[], void, undefined> {
    let after = options?.after ?? '';
    for (;;) {
      await this.asked('keys', prefix, options);
      const found = this.sortedKeys().select(prefix, after, PAGE_KEYS + 1);
      const page = found.slice(0, PAGE_KEYS);
      yield page;
      if (found.length === page.length) return;
      after = page.at(-1) ?? after;
    }
  }

  private sortedKeys(): SortedKeys {
    this.sorted ??= new SortedKeys(this.held.keys());
    return this.sorted;
  }

  private put(object: MemoryObject): void {
    this.held.set(object.summary.key, object);
    this.sorted = undefined;
  }

  private compared({ summary, bytes }: MemoryObject, offered: string): Creation {
    const standing = summary.sha256 ?? digestOf(bytes).sha256;
    if (standing === offered) return { outcome: 'unchanged', object: summary };
    const attempt = { location: this.location, subject: summary.key };
    throw new ObjectConflictError(attempt, standing, offered);
  }

  /** Answers are never immediate, as those of a real store are not. */
  private async asked(
    action: StoreAction,
    subject: string,
    options: CallOptions | undefined,
  ): Promise<StoreAttempt> {
    const attempt = { action, location: this.location, subject };
    assertWanted(attempt, options);
    await Promise.resolve();
    return attempt;
  }
}
