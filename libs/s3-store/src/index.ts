export { DEFAULT_PREFIX, ProductKeys, QUARANTINE_PREFIX } from './product-keys';
export {
  ObjectConflictError,
  ObjectStoreError,
  type StoreAction,
  type StoreAttempt,
} from './object-store-error';
export type {
  CallOptions,
  Creation,
  ListOptions,
  NewObject,
  ObjectStore,
  ObjectSummary,
  OpenObject,
} from './object-store';
export { DirectoryObjectStore, type DirectoryStoreOptions } from './directory-object-store';
export { createS3Client, type S3ClientOptions } from './s3-client';
export { S3ObjectStore, type S3StoreOptions } from './s3-object-store';
export {
  observedStore,
  type CallOutcome,
  type StoreCall,
  type StoreObserver,
} from './observed-store';
export { readObject, type WholeObject } from './read-object';
export { decodeLines, type ByteChunks, type DecodeOptions, type Line } from './jsonl/decode-lines';
export { encodeJsonl, encodeJsonlStream } from './jsonl/encode-jsonl';
export { InvalidLineError } from './jsonl/invalid-line-error';
export type { LineSchema, StandardSchema, ValueParser } from './jsonl/line-schema';
export { parseJsonl } from './jsonl/parse-jsonl';
export type { RangeBounds } from './newest/key-range';
export { newestKeys, type NewestKeys, type NewestQuery } from './newest-keys';
export type { Newest } from './reader/newest';
export type { ProductBody, ProductLines } from './reader/product-body';
export { ProductReader, type ProductQuery, type ProductReaderOptions } from './product-reader';
export type { ReaderEvent } from './reader/reader-event';
export {
  DEFAULT_BUCKET,
  openObjectStore,
  storeConflict,
  storeVariables,
  type StoreVariables,
} from './store-settings';
