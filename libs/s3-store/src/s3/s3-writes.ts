import { PutObjectCommand } from '@aws-sdk/client-s3';
import { setTimeout as delay } from 'node:timers/promises';
import { digestOf } from '../body-digest';
import type { Creation, NewObject, ObjectSummary } from '../object-store';
import { ObjectConflictError } from '../object-store-error';
import { readObject } from '../read-object';
import { attemptFailed } from '../store-attempt';
import type { S3Calls } from './s3-calls';
import { nameOf, statusOf } from './s3-failure';
import { headObject, openObject } from './s3-reads';
import { bareEtag, metadataOf } from './s3-summary';

/** Told when a store cannot write on condition, so that a write was made without it. */
export type OnWarning = (message: string) => void;

/** How often a key is tried that other writers keep busy, and the first pause between, doubling. */
const BUSY_ATTEMPTS = 5;
const BUSY_PAUSE_MS = 25;

type PutOutcome = { readonly etag: string } | 'taken' | 'busy' | 'unconditional';

/** What the answer to a conditional PUT means that is no failure. */
function outcomeOf(error: unknown): PutOutcome {
  const status = statusOf(error);
  if (status === 412) return 'taken';
  if (status === 409 && nameOf(error) === 'ConditionalRequestConflict') return 'busy';
  if (status === 501 || nameOf(error) === 'NotImplemented') return 'unconditional';
  throw error;
}

/** One write of one object: how it is put, and what it means when the key is not free. */
export class S3Write {
  private readonly sha256: string;

  constructor(
    private readonly calls: S3Calls,
    private readonly key: string,
    private readonly object: NewObject,
  ) {
    this.sha256 = digestOf(object.body).sha256;
  }

  /** Writes the object unless the key is taken. Throws the SDK's errors and the port's. */
  async create(signal: AbortSignal, onWarning: OnWarning): Promise<Creation> {
    for (let attempt = 0; attempt < BUSY_ATTEMPTS; attempt += 1) {
      const outcome = await this.put(signal, '*').catch(outcomeOf);
      if (typeof outcome === 'object') return this.created(outcome.etag);
      if (outcome === 'unconditional') return this.createUnconditionally(signal, onWarning);
      const creation = outcome === 'taken' ? await this.compared(signal) : undefined;
      if (creation !== undefined) return creation;
      await delay(BUSY_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()), undefined, { signal });
    }
    const because = 'other writers kept the key busy; run it again';
    throw attemptFailed(this.calls.attempt('create', this.key), because);
  }

  private async createUnconditionally(
    signal: AbortSignal,
    onWarning: OnWarning,
  ): Promise<Creation> {
    const { location } = this.calls;
    onWarning(
      `${location} cannot write on condition (If-None-Match): ${this.key} was looked for first, then written; two writers at the same moment would not notice each other`,
    );
    const creation = await this.compared(signal);
    return creation ?? this.created((await this.put(signal)).etag);
  }

  private async put(
    abortSignal: AbortSignal,
    ifNoneMatch?: '*',
  ): Promise<{ readonly etag: string }> {
    const { body, rowCount, contentType } = this.object;
    const put = new PutObjectCommand({
      Bucket: this.calls.bucket,
      Key: this.key,
      Body: body,
      ContentLength: body.length,
      ContentType: contentType,
      Metadata: metadataOf(this.sha256, rowCount),
      ...(ifNoneMatch === undefined ? {} : { IfNoneMatch: ifNoneMatch }),
    });
    const { ETag } = await this.calls.client.send(put, { abortSignal });
    return { etag: bareEtag(ETag) };
  }

  private created(etag: string): Creation {
    const { body, rowCount } = this.object;
    const { key, sha256 } = this;
    return { outcome: 'created', object: { key, size: body.length, etag, sha256, rowCount } };
  }

  /**
   * What the object under the key makes of the write; `undefined` when it is gone again. Our own
   * earlier attempt, whose answer was lost, is found here too.
   *
   * @throws {ObjectConflictError} when its bytes are others
   */
  private async compared(signal: AbortSignal): Promise<Creation | undefined> {
    const standing = await headObject(this.calls, this.key, signal);
    if (standing === undefined) return undefined;
    const sha256 = standing.sha256 ?? (await this.computedSha256(standing, signal));
    if (sha256 === this.sha256) return { outcome: 'unchanged', object: standing };
    const attempt = { location: this.calls.location, subject: this.key };
    throw new ObjectConflictError(attempt, sha256, this.sha256);
  }

  /** The sha256 of another program's object; not worth reading when its size differs. */
  private async computedSha256(
    { size }: ObjectSummary,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (size !== this.object.body.length) return undefined;
    const store = {
      location: this.calls.location,
      open: (key: string) => openObject(this.calls, key, { signal }),
    };
    const standing = await readObject(store, this.key);
    return standing === undefined ? undefined : digestOf(standing.bytes).sha256;
  }
}
