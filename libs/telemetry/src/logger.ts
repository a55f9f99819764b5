import {
  pino,
  stdSerializers,
  type DestinationStream,
  type Logger,
  type LoggerOptions,
} from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/** How a program logs. */
export interface LoggerSettings {
  /** The program's name; stands in every line as `service`. */
  readonly service: string;
  /**
   * Lines below this level are not written.
   *
   * @default 'info'
   */
  readonly level?: string | undefined;
  /** Write for people (one short line each, in colour) instead of for machines (JSON). */
  readonly isForPeople: boolean;
  /**
   * File descriptor the lines go to; 1 is standard output, 2 standard error.
   *
   * @default 1
   */
  readonly descriptor?: number;
}

/** Levels as people and log stores write them. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** An error with its causes, without the request and response objects that clients hang on theirs. */
export function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.errWithCause(error);
  const cause = error.cause === undefined ? {} : { cause: serializeError(error.cause) };
  return { type, message, stack, ...cause };
}

function destinationOf({ isForPeople, descriptor = 1 }: LoggerSettings): DestinationStream {
  if (!isForPeople) return pino.destination({ dest: descriptor, sync: true });
  const ignore = 'pid,hostname,service,time,trace_id';
  return pretty({ destination: descriptor, sync: true, colorize: true, singleLine: true, ignore });
}

/**
 * A logger whose lines name what happened as `Noun:Verb:State`, with the data in fields.
 *
 * @param destination where lines go instead of the file descriptor, for tests
 */
export function createLogger(settings: LoggerSettings, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level: settings.level ?? 'info',
    base: { service: settings.service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: serializeError, error: serializeError },
  };
  return pino(options, destination ?? destinationOf(settings));
}
