import { createHash } from 'node:crypto';

const LINE_FEED = 10;

/** What can be computed from a body alone. */
export interface Digest {
  /** Bytes. */
  readonly size: number;
  /** Hex sha256. */
  readonly sha256: string;
  /** Lines, the last one with or without a line feed. */
  readonly rowCount: number;
}

function lineFeedsIn(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) {
    count += 1;
  }
  return count;
}

/** Digests a body that comes in pieces. */
export class BodyDigest {
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private lineFeeds = 0;
  private lastByte = LINE_FEED;

  /** Bytes seen so far. */
  get size(): number {
    return this.bytes;
  }

  update(chunk: Uint8Array): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    this.lineFeeds += lineFeedsIn(chunk);
    this.lastByte = chunk.at(-1) ?? this.lastByte;
  }

  /** The digest of everything seen. A digest is finished once. */
  finish(): Digest {
    const rowCount = this.lineFeeds + (this.lastByte === LINE_FEED ? 0 : 1);
    return { size: this.bytes, sha256: this.hash.digest('hex'), rowCount };
  }
}

/** The digest of a body that is there as a whole. */
export function digestOf(body: Uint8Array): Digest {
  const digest = new BodyDigest();
  digest.update(body);
  return digest.finish();
}
