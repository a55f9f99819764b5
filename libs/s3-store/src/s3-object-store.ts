import {
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type {
  CallOptions,
  Creation,
  ListOptions,
  NewObject,
  ObjectStore,
  ObjectSummary,
  OpenObject,
} from './object-store';
import { PagedKeys } from './paged-keys';
import type { StoreAttempt } from './object-store-error';
import { S3Calls } from './s3/s3-calls';
import { DEFAULT_TIMEOUT_MS } from './s3-client';
import { headObject, openObject } from './s3/s3-reads';
import { S3Write, type OnWarning } from './s3/s3-writes';

/** How an S3 store behaves. */
export interface S3StoreOptions {
  /**
   * How long a call may last in all, in milliseconds: with all its attempts, and again for a body.
   * A listing gets it for each page, a body a second more for each MiB.
   *
   * @default 10,000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Told each time a write had to be made without a condition.
   *
   * @default Node's own warnings, on standard error
   */
  readonly onWarning?: OnWarning | undefined;
}

type ListPart = Pick<ListObjectsV2CommandInput, 'Prefix' | 'StartAfter' | 'Delimiter'>;

interface ListPage {
  readonly keys: readonly string[];
  readonly folders: readonly string[];
}

function warn(message: string): void {
  process.emitWarning(message);
}

/**
 * Objects in an S3 bucket. Writes are conditional (`If-None-Match`), so nothing is ever
 * overwritten; each object carries the sha256 and the number of its lines as metadata. Needs a
 * general-purpose bucket: directory buckets (S3 Express) do not list in order.
 */
export class S3ObjectStore implements ObjectStore {
  private readonly calls: S3Calls;
  private readonly onWarning: OnWarning;

  /** @param client made by {@link createS3Client}, or any other whose attempts are bounded in time */
  constructor(client: S3Client, bucket: string, options: S3StoreOptions = {}) {
    this.calls = new S3Calls(client, bucket, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    this.onWarning = options.onWarning ?? warn;
  }

  get location(): string {
    return this.calls.location;
  }

  create(key: string, object: NewObject, options?: CallOptions): Promise<Creation> {
    const write = new S3Write(this.calls, key, object);
    const attempt = this.calls.attempt('create', key);
    return this.calls.answered(attempt, options, (signal) => write.create(signal, this.onWarning));
  }

  open(key: string, options?: CallOptions): Promise<OpenObject | undefined> {
    return openObject(this.calls, key, options);
  }

  stat(key: string, options?: CallOptions): Promise<ObjectSummary | undefined> {
    const attempt = this.calls.attempt('stat', key);
    return this.calls.answered(attempt, options, (signal) => headObject(this.calls, key, signal));
  }

  keys(prefix: string, options?: ListOptions): PagedKeys {
    const attempt = this.calls.attempt('keys', prefix);
    const part = { Prefix: prefix, StartAfter: options?.after };
    return new PagedKeys(
      async function* (this: S3ObjectStore) {
        for await (const { keys } of this.pages(part, attempt, options)) yield keys;
      }.bind(this),
    );
  }

  async folders(prefix: string, options?: CallOptions): Promise<readonly string[]> {
    const attempt = this.calls.attempt('folders', prefix);
    const found: string[] = [];
    const part = { Prefix: prefix, Delimiter: '/' };
    for await (const { folders } of this.pages(part, attempt, options)) found.push(...folders);
    return found;
  }

  private async *pages(
    part: ListPart,
    attempt: StoreAttempt,
    options: CallOptions | undefined,
  ): AsyncGenerator<ListPage, void, undefined> {
    let token: string | undefined;
    do {
      const list = new ListObjectsV2Command({
        Bucket: this.calls.bucket,
        ...part,
        ContinuationToken: token,
      });
      const page = await this.calls.answered(attempt, options, (abortSignal) =>
        this.calls.client.send(list, { abortSignal }),
      );
      yield {
        keys: (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
        folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      };
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }
}
