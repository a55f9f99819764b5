/** Lines of a product that were checked: each is one JSON object. */
export interface ProductLines {
  readonly key: string;
  /** The lines, joined by `\n`, none behind the last. Shared between readers: not to be written to. */
  readonly bytes: Buffer;
  /** Lines in `bytes`. */
  readonly lineCount: number;
}

/** A whole product. */
export interface ProductBody extends ProductLines {
  /** The store's fingerprint of the object, without quotes. */
  readonly etag: string;
  /** Lines that were left out because they are no JSON objects. */
  readonly invalidLines: number;
}
