import type { Readable } from 'node:stream';

/** What is known of an object without its body. */
export interface ObjectSummary {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** The store's own fingerprint of the object, without quotes. */
  readonly etag: string;
  /** Hex sha256 of the body; `undefined` for an object another program wrote without it. */
  readonly sha256: string | undefined;
  /** Lines in the body; `undefined` for an object another program wrote without it. */
  readonly rowCount: number | undefined;
}

/** An object and its bytes. Whoever opens one reads the body to its end or destroys it. */
export interface OpenObject extends ObjectSummary {
  readonly body: Readable;
}

/** An object to be written. */
export interface NewObject {
  readonly body: Uint8Array;
  /** Lines in `body`. */
  readonly rowCount: number;
  /** Media type of `body`. */
  readonly contentType: string;
}

/** What became of a write: the object was created, or the same bytes stood there before. */
export interface Creation {
  readonly outcome: 'created' | 'unchanged';
  readonly object: ObjectSummary;
}

/** Options of a single call. */
export interface CallOptions {
  /** Ends the call early; it then fails with the signal's reason as the cause. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of a listing. */
export interface ListOptions extends CallOptions {
  /** List only keys behind this one, which need not exist. */
  readonly after?: string | undefined;
}

/**
 * A flat map from keys to write-once objects: the part of S3 this platform uses. Keys ascend in the
 * order of their UTF-8 bytes. Every call ends within the adapter's timeout.
 */
export interface ObjectStore {
  /** Where the objects live, for messages: `s3://bucket` or a directory. Holds no secrets. */
  readonly location: string;

  /**
   * Writes an object whose key is free. Writing the bytes that already stand there changes nothing.
   *
   * @throws {ObjectConflictError} when other bytes stand there; they are left alone
   * @throws {ObjectStoreError} when the store refuses or does not answer
   */
  create(key: string, object: NewObject, options?: CallOptions): Promise<Creation>;

  /**
   * The object's body and summary, or `undefined` when there is none.
   *
   * @throws {ObjectStoreError} when the store refuses or does not answer
   */
  open(key: string, options?: CallOptions): Promise<OpenObject | undefined>;

  /**
   * The object's summary, or `undefined` when there is none.
   *
   * @throws {ObjectStoreError} when the store refuses or does not answer
   */
  stat(key: string, options?: CallOptions): Promise<ObjectSummary | undefined>;

  /**
   * Every key that starts with `prefix`, ascending.
   *
   * @throws {ObjectStoreError} when the store refuses or does not answer
   */
  keys(prefix: string, options?: ListOptions): AsyncIterable<string>;

  /**
   * What follows `prefix` up to and including the next `/`, as whole prefixes, ascending, each once:
   * `folders('a/')` of `a/b/c` and `a/d` is `['a/b/']`.
   *
   * @throws {ObjectStoreError} when the store refuses or does not answer
   */
  folders(prefix: string, options?: CallOptions): Promise<readonly string[]>;
}
