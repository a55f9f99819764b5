/** How many characters a piece of a streamed document gathers before it is handed on. */
const PIECE_LENGTH = 64 * 1024;

function assertOneLine(line: string): string {
  if (line.includes('\n')) throw new RangeError('a line of JSONL may not hold a line feed');
  return line;
}

/**
 * Lines as one document: UTF-8, `\n` between them, none behind the last.
 *
 * @throws {RangeError} when a line holds a line feed
 */
export function encodeJsonl(lines: Iterable<string>): Uint8Array {
  return Buffer.from(Array.from(lines, assertOneLine).join('\n'));
}

/**
 * The same document as {@link encodeJsonl} makes, in pieces of about 64 KiB, for documents that do
 * not fit in memory.
 *
 * @throws {RangeError} when a line holds a line feed
 */
export async function* encodeJsonlStream(
  lines: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let piece = '';
  let separator = '';
  for await (const line of lines) {
    piece += separator + assertOneLine(line);
    separator = '\n';
    if (piece.length >= PIECE_LENGTH) {
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece !== '') yield Buffer.from(piece);
}
