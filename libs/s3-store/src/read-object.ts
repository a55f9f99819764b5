import { BodyDigest, type Digest } from './body-digest';
import type { CallOptions, ObjectStore, ObjectSummary, OpenObject } from './object-store';
import { ObjectStoreError, type StoreAttempt } from './object-store-error';
import { attemptFailed } from './store-attempt';

/** An object and all its bytes. */
export interface WholeObject {
  readonly summary: ObjectSummary;
  readonly bytes: Buffer;
}

function assertWhole(attempt: StoreAttempt, promised: ObjectSummary, came: Digest): void {
  if (came.size !== promised.size) {
    throw attemptFailed(attempt, `${came.size} of ${promised.size} bytes came`);
  }
  if (promised.sha256 !== undefined && promised.sha256 !== came.sha256) {
    const because = `the bytes are not those that were written (sha256 ${came.sha256}, written ${promised.sha256})`;
    throw attemptFailed(attempt, because);
  }
}

/**
 * The pieces of an object's body, checked against its size and, where known, its sha256 when the
 * last one came. Destroys the body when the consumer stops early.
 *
 * @throws {ObjectStoreError} of action `read` when the body breaks off or is not what was written;
 * what came before that is no data
 */
export async function* verifiedChunks(
  object: OpenObject,
  location: string,
): AsyncGenerator<Buffer, void, undefined> {
  const attempt = { action: 'read', location, subject: object.key } as const;
  const digest = new BodyDigest();
  try {
    for await (const chunk of object.body as AsyncIterable<Buffer>) {
      digest.update(chunk);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof ObjectStoreError) throw cause;
    throw attemptFailed(attempt, `the body broke off after ${digest.size} bytes`, cause);
  }
  assertWhole(attempt, object, digest.finish());
}

function summaryOf({ key, size, etag, sha256, rowCount }: OpenObject): ObjectSummary {
  return { key, size, etag, sha256, rowCount };
}

/**
 * An object with its whole body, or `undefined` when there is none. A body that is cut short or
 * altered is an error, never data.
 *
 * @throws {ObjectStoreError} when the store refuses, or (action `read`) the body is not whole
 */
export async function readObject(
  store: Pick<ObjectStore, 'location' | 'open'>,
  key: string,
  options?: CallOptions,
): Promise<WholeObject | undefined> {
  const object = await store.open(key, options);
  if (object === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of verifiedChunks(object, store.location)) chunks.push(chunk);
  return { summary: summaryOf(object), bytes: Buffer.concat(chunks) };
}
