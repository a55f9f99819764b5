import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { Environment } from '@weather/vault-secrets';
import { runProgram } from '../program';
import type { Shell } from '../shell';
import { systemClock, type Clock } from '../timing/clock';

/** A stream that keeps what is written. */
export class TextSink extends Writable {
  text = '';

  constructor(readonly isTTY = false) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.text += chunk.toString('utf8');
    callback();
  }

  /** The lines, each parsed as JSON. */
  get lines(): readonly unknown[] {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  }
}

/** A shell for tests: streams in memory, the clock of this machine. */
export class TestShell implements Shell {
  readonly stdin: Readable;
  readonly stdout = new TextSink();
  readonly stderr: TextSink;
  readonly signals = new EventEmitter();
  readonly clock: Clock;
  readonly random = () => 0.5;

  constructor(
    readonly environment: Environment = {},
    options: { input?: string; stdin?: Readable; isTTY?: boolean; clock?: Clock } = {},
  ) {
    const { input = '', isTTY = false, clock = systemClock } = options;
    this.clock = clock;
    this.stdin = options.stdin ?? Readable.from([Buffer.from(input)]);
    this.stderr = new TextSink(isTTY);
  }

  /** Runs a command line; answers its exit code. */
  run(...words: readonly string[]): Promise<number> {
    return runProgram(words, this);
  }

  /** Everything that was written anywhere. */
  get everything(): string {
    return this.stdout.text + this.stderr.text;
  }

  /** The outcome that `--json` printed. */
  get outcome(): unknown {
    return this.stdout.lines.at(-1);
  }
}
