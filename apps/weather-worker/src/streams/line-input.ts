import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { codeOf, FileError } from './file-error';
import { STANDARD_STREAM } from './line-output';

/** Bytes as they come. */
export type Chunks = AsyncIterable<Uint8Array>;

async function* fileChunks(path: string, signal: AbortSignal): Chunks {
  try {
    yield* createReadStream(path, { signal }) as Chunks;
  } catch (error) {
    signal.throwIfAborted();
    throw codeOf(error) === undefined ? error : new FileError('read', path, error);
  }
}

/** What messages call `path`. */
export function placeOf(path: string): string {
  return path === STANDARD_STREAM ? 'standard input' : path;
}

/** Where {@link inputChunks} reads from. */
export interface InputPlace {
  readonly stdin: Readable;
  /** Ends the reading, which may wait for ever. */
  readonly signal: AbortSignal;
}

/**
 * The bytes of a file, or of standard input.
 *
 * @throws {FileError} when the file cannot be read
 */
export function inputChunks(path: string, { stdin, signal }: InputPlace): Chunks {
  return path === STANDARD_STREAM ? addAbortSignal(signal, stdin) : fileChunks(path, signal);
}
