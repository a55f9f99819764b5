import { isUtf8 } from 'node:buffer';
import { LineSplitter, type RawLine } from '../jsonl/line-splitter';
import type { ProductLines } from './product-body';
import type { OnReaderEvent } from './reader-event';

const LINE_FEED = Buffer.from('\n');

function isJsonObject(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Lines joined by line feeds, in memory of their own. */
export function joinLines(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [LINE_FEED, line])));
}

/** Checks the lines of one product, in pieces as they come, and leaves out what is no JSON object. */
export class LineCheck {
  private readonly splitter = new LineSplitter();
  private invalid = 0;

  constructor(
    private readonly key: string,
    private readonly onEvent: OnReaderEvent,
  ) {}

  /** Lines left out so far. */
  get invalidLines(): number {
    return this.invalid;
  }

  /** The valid lines that end in `chunk`. */
  push(chunk: Uint8Array): ProductLines {
    return this.checked(this.splitter.push(chunk));
  }

  /** The last line, when it is valid and no line feed ended it. */
  end(): ProductLines {
    return this.checked(this.splitter.end());
  }

  private checked(lines: readonly RawLine[]): ProductLines {
    const valid = lines.flatMap((line) => (this.isValid(line) ? (line.bytes ?? []) : []));
    return { key: this.key, bytes: joinLines(valid), lineCount: valid.length };
  }

  private isValid({ number, bytes }: RawLine): boolean {
    if (bytes !== undefined && isJsonObject(bytes)) return true;
    this.invalid += 1;
    this.onEvent({ kind: 'invalid-line', key: this.key, line: number });
    return false;
  }
}
