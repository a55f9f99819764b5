import { join, resolve } from 'node:path';
import { digestOf } from './body-digest';
import type {
  CallOptions,
  Creation,
  ListOptions,
  NewObject,
  ObjectStore,
  ObjectSummary,
  OpenObject,
} from './object-store';
import {
  ObjectConflictError,
  ObjectStoreError,
  type StoreAction,
  type StoreAttempt,
} from './object-store-error';
import { PagedKeys } from './paged-keys';
import { assertWanted, attemptFailed, endWithSignal } from './store-attempt';
import { openDigested } from './directory/digested-file';
import { entriesOf, folderOf, keyPages } from './directory/directory-listing';
import { meaningOf } from './directory/file-fault';
import { faultOfKey, pathOfKey, TEMP_FOLDER } from './directory/object-path';
import { sweepOlderThan } from './directory/stale-temp-files';
import { writeOnce } from './directory/write-once';

/** How a directory store behaves. */
export interface DirectoryStoreOptions {
  /**
   * How old a half-written file must be to be swept, in milliseconds. No write lasts that long.
   *
   * @default one hour
   */
  readonly staleTempMs?: number;
  /** The clock, for telling how old a file is. */
  readonly now?: () => Date;
}

const HOUR_MS = 60 * 60 * 1000;

/** Whether every segment of `folder` (`''` or ending in `/`) can be one of a key. */
function isPossible(folder: string): boolean {
  return folder === '' || faultOfKey(folder.slice(0, -1), process.platform) === undefined;
}

/**
 * Objects as files: the object `key` is the file `<directory>/<key>`. A write is atomic and
 * durable. Files and folders whose names start with a dot, and symbolic links, are not listed.
 * Needs a local file system (or a network one with hard links); several processes may share it.
 * The system gives file calls no timeout, so there is none here.
 * Unlike in S3, a key cannot also be the folder of others: `a` and `a/b` exclude each other.
 */
export class DirectoryObjectStore implements ObjectStore {
  readonly location: string;
  private readonly tempFolder: string;
  private sweep: Promise<void> | undefined;

  /** @param directory where the objects are; made at the first write */
  constructor(
    directory: string,
    private readonly options: DirectoryStoreOptions = {},
  ) {
    this.location = resolve(directory);
    this.tempFolder = join(this.location, TEMP_FOLDER);
  }

  async create(key: string, object: NewObject, options?: CallOptions): Promise<Creation> {
    const attempt = this.attempt('create', key);
    const path = this.pathFor(attempt);
    assertWanted(attempt, options);
    return this.answered(attempt, async () => {
      await this.sweepOnce();
      const wasFree = await writeOnce(path, object.body, this.tempFolder);
      return wasFree ? this.created(key, object) : await this.compared(attempt, path, object);
    });
  }

  async open(key: string, options?: CallOptions): Promise<OpenObject | undefined> {
    const attempt = this.attempt('open', key);
    const path = this.pathFor(attempt);
    assertWanted(attempt, options);
    return this.answered(attempt, async () => {
      const file = await openDigested(path, key);
      if (file === undefined) return undefined;
      const body = file.handle.createReadStream({ start: 0 });
      endWithSignal(body, { ...attempt, action: 'read' }, options?.signal);
      return { ...file.summary, body };
    });
  }

  async stat(key: string, options?: CallOptions): Promise<ObjectSummary | undefined> {
    const attempt = this.attempt('stat', key);
    const path = this.pathFor(attempt);
    assertWanted(attempt, options);
    return this.answered(attempt, () => this.summaryAt(path, key));
  }

  keys(prefix: string, options?: ListOptions): PagedKeys {
    return new PagedKeys(() => this.pages(prefix, options));
  }

  async folders(prefix: string, options?: CallOptions): Promise<readonly string[]> {
    const attempt = this.attempt('folders', prefix);
    assertWanted(attempt, options);
    const folder = folderOf(prefix);
    if (!isPossible(folder)) return [];
    return this.answered(attempt, async () => {
      const entries = await entriesOf(this.location, folder);
      const wanted = entries.filter((name) => name.endsWith('/') && name.startsWith(prefix));
      const isFull = await Promise.all(wanted.map((name) => this.hasKeys(name)));
      return wanted.filter((_, index) => isFull[index]);
    });
  }

  private async *pages(prefix: string, options?: ListOptions): AsyncGenerator<readonly string[]> {
    const attempt = this.attempt('keys', prefix);
    assertWanted(attempt, options);
    if (!isPossible(folderOf(prefix))) return;
    try {
      for await (const page of keyPages(this.location, { prefix, after: options?.after ?? '' })) {
        yield page;
        assertWanted(attempt, options);
      }
    } catch (error) {
      throw this.failure(attempt, error);
    }
  }

  /** A folder without files is none to S3, so it is none here. */
  private async hasKeys(folder: string): Promise<boolean> {
    const first = await keyPages(this.location, { prefix: folder, after: '' }).next();
    return first.done !== true;
  }

  private sweepOnce(): Promise<void> {
    const { staleTempMs = HOUR_MS, now = () => new Date() } = this.options;
    this.sweep ??= sweepOlderThan(now().getTime() - staleTempMs, this.tempFolder);
    return this.sweep;
  }

  private created(key: string, { body }: NewObject): Creation {
    const digest = digestOf(body);
    return {
      outcome: 'created',
      object: { key, ...digest, etag: digest.sha256.slice(0, 32) },
    };
  }

  private async compared(
    attempt: StoreAttempt,
    path: string,
    { body }: NewObject,
  ): Promise<Creation> {
    const standing = await this.summaryAt(path, attempt.subject);
    if (standing === undefined) throw attemptFailed(attempt, 'a folder stands under the key');
    const offered = digestOf(body).sha256;
    if (standing.sha256 === offered) return { outcome: 'unchanged', object: standing };
    throw new ObjectConflictError(attempt, standing.sha256, offered);
  }

  private async summaryAt(path: string, key: string): Promise<ObjectSummary | undefined> {
    const file = await openDigested(path, key);
    await file?.handle.close();
    return file?.summary;
  }

  private attempt(action: StoreAction, subject: string): StoreAttempt {
    return { action, location: this.location, subject };
  }

  /** @throws {ObjectStoreError} when the key would leave the directory or never be listed */
  private pathFor(attempt: StoreAttempt): string {
    const fault = faultOfKey(attempt.subject, process.platform);
    if (fault !== undefined) throw attemptFailed(attempt, fault);
    return pathOfKey(this.location, attempt.subject);
  }

  private async answered<T>(attempt: StoreAttempt, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw this.failure(attempt, error);
    }
  }

  private failure(attempt: StoreAttempt, error: unknown): ObjectStoreError {
    return error instanceof ObjectStoreError
      ? error
      : attemptFailed(attempt, meaningOf(error), error);
  }
}
