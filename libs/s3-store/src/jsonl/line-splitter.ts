const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** How long a line may be when nothing else is said: 1 MiB. */
export const DEFAULT_MAX_LINE_BYTES = 1024 * 1024;

/** A line that is not blank. */
export interface RawLine {
  /** The line's number, from 1; blank lines count. */
  readonly number: number;
  /** The line without its end; `undefined` when it is longer than the limit. */
  readonly bytes: Buffer | undefined;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === CARRIAGE_RETURN);
}

/** The line as it is meant: no carriage return behind it, no byte order mark before the first. */
function trimmed(line: Buffer, isFirst: boolean): Buffer {
  const hasMark = isFirst && line.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const end = line.at(-1) === CARRIAGE_RETURN ? -1 : undefined;
  return line.subarray(hasMark ? 3 : 0, end);
}

/** Splits bytes that come in pieces into lines. Holds no more than one line of the limit's length. */
export class LineSplitter {
  private parts: Uint8Array[] = [];
  private length = 0;
  private number = 1;

  /** @param maxLineBytes the longest line that is handed on, in bytes without its line feed */
  constructor(private readonly maxLineBytes: number = DEFAULT_MAX_LINE_BYTES) {}

  /** The lines that end in `chunk`. They may share its memory. */
  push(chunk: Uint8Array): readonly RawLine[] {
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.keep(chunk.subarray(start, end), lines);
      this.finish(lines);
      start = end + 1;
    }
    this.keep(chunk.subarray(start), lines);
    return lines;
  }

  /** The last line, when no line feed ended it. */
  end(): readonly RawLine[] {
    const lines: RawLine[] = [];
    this.finish(lines);
    return lines;
  }

  /** Tells of a line as soon as it is too long, since its end may never come. */
  private keep(part: Uint8Array, lines: RawLine[]): void {
    const isTooLong = this.length > this.maxLineBytes;
    this.length += part.length;
    if (this.length <= this.maxLineBytes) {
      this.parts.push(part);
    } else if (!isTooLong) {
      this.parts = [];
      lines.push({ number: this.number, bytes: undefined });
    }
  }

  private finish(lines: RawLine[]): void {
    if (this.length <= this.maxLineBytes) {
      const bytes = trimmed(Buffer.concat(this.parts), this.number === 1);
      if (!isBlank(bytes)) lines.push({ number: this.number, bytes });
    }
    this.parts = [];
    this.length = 0;
    this.number += 1;
  }
}
