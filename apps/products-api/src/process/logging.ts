import { writeSync } from 'node:fs';
import { createLogger, type Logger } from '@weather/telemetry';
import { BufferedLines } from './buffered-lines';

const STANDARD_OUTPUT = 1;

/** The log of this program. */
export interface Logging {
  readonly logger: Logger;
  /** Writes what is held back. */
  readonly flush: () => void;
}

/** Writes all of `text`, waiting for a pipe that is full. */
function writeAll(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(STANDARD_OUTPUT, rest));
    } catch (error) {
      const isFull =
        typeof error === 'object' && error && 'code' in error && error.code === 'EAGAIN';
      if (!isFull) return;
    }
  }
}

/**
 * The log on standard output: readable at once on a terminal, else JSON lines that are written many
 * at a time.
 */
export function startLogging(level: string | undefined): Logging {
  const service = 'products-api';
  if (process.stdout.isTTY) {
    return { logger: createLogger({ service, level, isForPeople: true }), flush: () => undefined };
  }
  const lines = new BufferedLines(writeAll);
  const logger = createLogger({ service, level, isForPeople: false }, lines);
  const flush = (): void => {
    lines.flush();
  };
  process.once('exit', flush);
  return { logger, flush };
}
