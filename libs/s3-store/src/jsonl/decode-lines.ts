import { isUtf8 } from 'node:buffer';
import { InvalidLineError } from './invalid-line-error';
import { DEFAULT_MAX_LINE_BYTES, LineSplitter, type RawLine } from './line-splitter';

/** A line of text that is not blank. */
export interface Line {
  /** The line's number, from 1; blank lines count. */
  readonly number: number;
  /** The line without its end. */
  readonly text: string;
}

/** Bytes in pieces of any size, as a stream or an array of buffers gives them. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** How lines are read. */
export interface DecodeOptions {
  /**
   * What the bytes come from, for messages.
   *
   * @default 'the input'
   */
  readonly place?: string;
  /**
   * The longest line, in bytes.
   *
   * @default 1 MiB
   */
  readonly maxLineBytes?: number;
}

/** The lines in `bytes`, as they are, in pieces or whole. */
async function* rawLines(chunks: ByteChunks, maxLineBytes: number): AsyncGenerator<RawLine> {
  const splitter = new LineSplitter(maxLineBytes);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

/**
 * The lines of UTF-8 text that comes in pieces, wherever the pieces are cut. Lines end in LF or
 * CRLF, the last one in either or nothing. Blank lines are left out (they count in the numbers),
 * a byte order mark too.
 *
 * @throws {InvalidLineError} when a line is longer than the limit or is not UTF-8
 */
export async function* decodeLines(
  chunks: ByteChunks,
  options: DecodeOptions = {},
): AsyncGenerator<Line, void, undefined> {
  const { place = 'the input', maxLineBytes = DEFAULT_MAX_LINE_BYTES } = options;
  for await (const { number, bytes } of rawLines(chunks, maxLineBytes)) {
    if (bytes === undefined) {
      throw new InvalidLineError(place, number, [`longer than ${maxLineBytes} bytes`]);
    }
    if (!isUtf8(bytes)) throw new InvalidLineError(place, number, ['not UTF-8']);
    yield { number, text: bytes.toString('utf8') };
  }
}
