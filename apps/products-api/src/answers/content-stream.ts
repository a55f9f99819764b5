import { pipeline, Readable } from 'node:stream';
import { compressionStream, type Coding } from '../http/codings';
import type { Answer } from './answer';

async function* counted(
  pieces: AsyncIterable<Buffer>,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) {
    onBytes(piece.length);
    yield piece;
  }
}

function coded(source: Readable, coding: Coding | undefined): Readable {
  if (coding === undefined) return source;
  // A failure reaches the reader of the compressed stream, which pipeline destroys with it.
  return pipeline(source, compressionStream(coding), () => undefined);
}

/**
 * The content of `answer` as it is made, as fast as it is taken. When the stream is destroyed,
 * because the client went away, nothing more is read from the store.
 *
 * @param onBytes told how many bytes go out
 */
export function contentStream(
  answer: Answer,
  coding: Coding | undefined,
  onBytes: (count: number) => void,
): Readable {
  const reading = new AbortController();
  const source = Readable.from(answer.content(reading.signal), { objectMode: false });
  const sent = Readable.from(counted(coded(source, coding), onBytes), { objectMode: false });
  sent.once('close', () => {
    reading.abort();
    source.destroy();
  });
  return sent;
}
