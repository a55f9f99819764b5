import type { Writable } from 'node:stream';
import { AtomicFile } from './atomic-file';

/** What stands for standard input or output where a file may be named. */
export const STANDARD_STREAM = '-';

/** Where lines go. Whoever opens one commits or discards it. */
export interface LineOutput {
  write(line: string): Promise<void>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** Writes and waits until the reader keeps up. */
export function writeTo(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}

/** Lines on a stream: what is written is gone. */
class StreamOutput implements LineOutput {
  constructor(private readonly stream: Writable) {}

  write(line: string): Promise<void> {
    return writeTo(this.stream, `${line}\n`);
  }

  commit(): Promise<void> {
    return Promise.resolve();
  }

  discard(): Promise<void> {
    return Promise.resolve();
  }
}

const PIECE_LENGTH = 64 * 1024;

/** Lines in a file that is there whole or not at all. */
class FileOutput implements LineOutput {
  private piece = '';

  constructor(private readonly file: AtomicFile) {}

  async write(line: string): Promise<void> {
    this.piece += `${line}\n`;
    if (this.piece.length >= PIECE_LENGTH) await this.flush();
  }

  async commit(): Promise<void> {
    await this.flush();
    await this.file.commit();
  }

  discard(): Promise<void> {
    return this.file.discard();
  }

  private async flush(): Promise<void> {
    await this.file.write(this.piece);
    this.piece = '';
  }
}

/** The outputs of one command: the files among them appear together, at its end. */
export class LineOutputs {
  private readonly opened: LineOutput[] = [];

  /** @param stdout where {@link STANDARD_STREAM} leads */
  constructor(private readonly stdout: Writable) {}

  /** @throws {FileError} when nothing can be written there */
  async open(path: string): Promise<LineOutput> {
    const output =
      path === STANDARD_STREAM
        ? new StreamOutput(this.stdout)
        : new FileOutput(await AtomicFile.open(path));
    this.opened.push(output);
    return output;
  }

  async commit(): Promise<void> {
    for (const output of this.opened) await output.commit();
  }

  async discard(): Promise<void> {
    for (const output of this.opened) await output.discard();
  }
}

/**
 * Does `work` and keeps the files it wrote only when it succeeds.
 *
 * @param work answers whether the files are to be kept
 */
export async function withOutputs<T extends { readonly keepsOutputs: boolean }>(
  stdout: Writable,
  work: (outputs: LineOutputs) => Promise<T>,
): Promise<T> {
  const outputs = new LineOutputs(stdout);
  try {
    const result = await work(outputs);
    if (result.keepsOutputs) await outputs.commit();
    else await outputs.discard();
    return result;
  } catch (error) {
    await outputs.discard();
    throw error;
  }
}
