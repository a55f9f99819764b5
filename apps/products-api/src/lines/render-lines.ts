import type { LineFormat } from './formats';
import type { LineView } from './line-view';
import { linesOf, type ProductLine } from './product-line';

/** Lines that stand in the store, joined by `\n`. */
export interface StoredLines {
  readonly bytes: Buffer;
}

/** How stored lines are shown. */
export interface Rendering {
  readonly format: LineFormat;
  /** What is shown of each line; `undefined` is all of every line. */
  readonly view: LineView | undefined;
}

const LINE_FEED = 0x0a;

/** A copy of `bytes` with `separator`, one byte, for each line feed; JSON holds none within a line. */
function withSeparator(bytes: Buffer, separator: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(LINE_FEED); at !== -1; at = copy.indexOf(LINE_FEED, at + 1)) {
    copy[at] = separator;
  }
  return copy;
}

function shown(line: ProductLine, view: LineView | undefined): readonly ProductLine[] {
  const visible = view === undefined ? line : view(line);
  return visible === undefined ? [] : [visible];
}

/** Lines of one product in their format, without what stands before, behind and between products. */
function renderPiece({ bytes }: StoredLines, { format, view }: Rendering): Buffer {
  if (view === undefined && format.takesLinesAsStored) {
    const separator = format.separator.charCodeAt(0);
    return separator === LINE_FEED ? bytes : withSeparator(bytes, separator);
  }
  const lines = linesOf(bytes).flatMap((line) => shown(line, view));
  return Buffer.from(lines.map((line) => format.encode(line)).join(format.separator));
}

/**
 * Lines of products in their format, a piece at a time. Where nothing of the lines changes, their
 * bytes pass through unparsed.
 */
export async function* renderLines(
  pieces: AsyncIterable<StoredLines> | Iterable<StoredLines>,
  rendering: Rendering,
): AsyncGenerator<Buffer, void, undefined> {
  const { open, separator, close, empty } = rendering.format;
  let isFirst = true;
  for await (const piece of pieces) {
    const rendered = renderPiece(piece, rendering);
    if (rendered.length === 0) continue;
    yield Buffer.from(isFirst ? open : separator);
    yield rendered;
    isFirst = false;
  }
  yield Buffer.from(isFirst ? empty : close);
}
