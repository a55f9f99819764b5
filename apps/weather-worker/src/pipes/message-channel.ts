import { appendFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { writeTo } from '../streams/line-output';
import { PipesError } from './pipes-error';

/** Where messages go, each a line of JSON, in order. */
export interface MessageChannel {
  /** Never throws: what is told must not end what it tells of. */
  write(line: string): void;
  /**
   * Sends what is held back.
   *
   * @throws {PipesError} when any message did not get through
   */
  close(): Promise<void>;
}

/** Remembers the first thing that went wrong, for the end. */
class FirstFault {
  private fault: PipesError | undefined;

  note(message: string, cause: unknown): void {
    this.fault ??= new PipesError(message, { cause });
  }

  throwIfAny(): void {
    if (this.fault !== undefined) throw this.fault;
  }
}

/** Messages in a file that Dagster reads as it grows. Written at once, so that a kill loses none. */
export class FileChannel implements MessageChannel {
  private readonly fault = new FirstFault();

  constructor(private readonly path: string) {}

  write(line: string): void {
    try {
      appendFileSync(this.path, `${line}\n`);
    } catch (cause) {
      this.fault.note(`cannot write messages for Dagster to ${this.path}`, cause);
    }
  }

  close(): Promise<void> {
    return Promise.resolve().then(() => {
      this.fault.throwIfAny();
    });
  }
}

/** Messages among whatever else a stream says; in one piece at the end when they are buffered. */
export class StreamChannel implements MessageChannel {
  private readonly fault = new FirstFault();
  private readonly held: string[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly stream: Writable,
    private readonly isBuffered: boolean,
  ) {}

  write(line: string): void {
    if (this.isBuffered) this.held.push(line);
    else this.send(`${line}\n`);
  }

  async close(): Promise<void> {
    if (this.held.length > 0) this.send(`${this.held.join('\n')}\n`);
    await this.last;
    this.fault.throwIfAny();
  }

  private send(text: string): void {
    const sent = writeTo(this.stream, text).catch((cause: unknown) => {
      this.fault.note('cannot write messages for Dagster to the stream', cause);
    });
    this.last = Promise.all([this.last, sent]).then(() => undefined);
  }
}

/** Puts a piece of the messages somewhere. */
export type PutChunk = (index: number, body: string) => Promise<void>;

/**
 * Messages as objects `1.json`, `2.json` and so on, each holding the lines of some seconds. A chunk
 * that could not be put goes with the next one.
 */
export class ChunkChannel implements MessageChannel {
  private held: string[] = [];
  private index = 1;
  private readonly timer: NodeJS.Timeout;
  private sending: Promise<void> = Promise.resolve();
  private failure: unknown;

  constructor(
    private readonly put: PutChunk,
    intervalMs: number,
  ) {
    this.timer = setInterval(() => {
      this.sending = this.sending.then(() => this.flush());
    }, intervalMs);
    this.timer.unref();
  }

  write(line: string): void {
    this.held.push(line);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.sending;
    await this.flush();
    if (this.held.length === 0) return;
    const lost = `${this.held.length} messages for Dagster could not be stored`;
    throw new PipesError(lost, { cause: this.failure });
  }

  private async flush(): Promise<void> {
    const lines = this.held;
    if (lines.length === 0) return;
    this.held = [];
    try {
      await this.put(this.index, lines.join('\n'));
      this.index += 1;
    } catch (cause) {
      this.failure = cause;
      this.held = [...lines, ...this.held];
    }
  }
}
