import { decodeLines, type ByteChunks, type Line } from './decode-lines';
import { InvalidLineError } from './invalid-line-error';
import { checked, type LineSchema } from './line-schema';

/** The parser's own message is left out: it quotes the line. */
function jsonOf({ number, text }: Line, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidLineError(place, number, ['not JSON']);
  }
}

/**
 * The values of a JSONL document, each as `schema` sees it.
 *
 * @param schema a Standard Schema (zod, valibot, arktype) or anything with a `parse` function
 * @param place what the bytes come from, for messages: a key or a file
 * @throws {InvalidLineError} at the first line that is not JSON or not what the schema asks for
 */
export async function* parseJsonl<Value>(
  chunks: ByteChunks,
  schema: LineSchema<Value>,
  place: string,
): AsyncGenerator<Value, void, undefined> {
  for await (const line of decodeLines(chunks, { place })) {
    const result = await checked(schema, jsonOf(line, place));
    if ('faults' in result) throw new InvalidLineError(place, line.number, result.faults);
    yield result.value;
  }
}
