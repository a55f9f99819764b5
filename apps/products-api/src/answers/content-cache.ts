import { LRUCache } from 'lru-cache';
import { compressed, type Coding } from '../http/codings';
import type { Answer } from './answer';

/** Content that is ready to be sent. */
export interface ReadyContent {
  readonly bytes: Buffer;
  /** How `bytes` are compressed; `undefined` is not at all. */
  readonly coding: Coding | undefined;
}

/** Content above the size that is kept: to be sent as it is made. */
export const LARGE = 'large';

/** Compressing less than this saves nothing that a packet would notice. */
const LEAST_COMPRESSED_BYTES = 1024;

/** What an entry costs besides its bytes, about. */
const ENTRY_BYTES = 256;

const LARGEST_KEPT_BYTES = 4 * 1024 * 1024;

/** Told of each look into the cache. */
export type OnLookUp = (isHit: boolean) => void;

/** Contents of answers: each is made and compressed once, and kept for as long as there is room. */
export class ContentCache {
  private readonly kept: LRUCache<string, ReadyContent>;
  private readonly large = new LRUCache<string, true>({ max: 1000 });
  private readonly flights = new Map<string, Promise<ReadyContent | typeof LARGE>>();
  /** Content with more bytes is not kept. */
  private readonly largest: number;

  /** @param bytes memory for contents */
  constructor(
    bytes: number,
    private readonly onLookUp: OnLookUp,
  ) {
    this.largest = Math.min(LARGEST_KEPT_BYTES, Math.floor(bytes / 4));
    this.kept = new LRUCache({
      maxSize: bytes,
      sizeCalculation: (content) => content.bytes.length + ENTRY_BYTES,
    });
  }

  /** Bytes kept. */
  get bytes(): number {
    return this.kept.calculatedSize;
  }

  /** The content named `tag` when it is kept. */
  find(tag: string, coding: Coding | undefined): ReadyContent | undefined {
    const found = this.kept.get(`${tag} ${coding ?? ''}`);
    this.onLookUp(found !== undefined);
    return found;
  }

  /**
   * The content of `answer`, made and compressed when it is not kept. Small content is not
   * compressed.
   *
   * @throws whatever making the content throws
   */
  async load(answer: Answer, coding: Coding | undefined): Promise<ReadyContent | typeof LARGE> {
    const name = `${answer.head.tag} ${coding ?? ''}`;
    const under = this.flights.get(name);
    if (under !== undefined) return under;
    const flight = this.make(answer, coding, name);
    this.flights.set(name, flight);
    try {
      return await flight;
    } finally {
      this.flights.delete(name);
    }
  }

  private async make(
    answer: Answer,
    coding: Coding | undefined,
    name: string,
  ): Promise<ReadyContent | typeof LARGE> {
    const kept = this.kept.get(name);
    if (kept !== undefined) return kept;
    const made =
      coding === undefined ? await this.collect(answer) : await this.code(answer, coding);
    if (made !== LARGE) this.kept.set(name, made);
    return made;
  }

  private async code(answer: Answer, coding: Coding): Promise<ReadyContent | typeof LARGE> {
    const plain = await this.load(answer, undefined);
    if (plain === LARGE || plain.bytes.length < LEAST_COMPRESSED_BYTES) return plain;
    return { bytes: await compressed(plain.bytes, coding), coding };
  }

  private async collect({ head, content }: Answer): Promise<ReadyContent | typeof LARGE> {
    if (this.large.has(head.tag)) return LARGE;
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of content()) {
      size += piece.length;
      if (size > this.largest) {
        this.large.set(head.tag, true);
        return LARGE;
      }
      pieces.push(piece);
    }
    return { bytes: Buffer.concat(pieces, size), coding: undefined };
  }
}
