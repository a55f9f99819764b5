/** A line of a product, parsed. The reader of products has checked that it is a JSON object. */
export type ProductLine = Readonly<Record<string, unknown>>;

const LINE_END = '\n';

/** The lines in `bytes`, as the reader of products gives them: joined by `\n`. */
export function linesOf(bytes: Buffer): readonly ProductLine[] {
  if (bytes.length === 0) return [];
  const texts = bytes.toString('utf8').split(LINE_END);
  return texts.map((text) => JSON.parse(text) as ProductLine);
}
