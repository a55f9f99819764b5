import { z } from 'zod';
import type { PipesLevel } from './message';
import type { PipesSession } from './session';

/** The levels of Dagster's log, by those of ours. */
const LEVEL_OF: Readonly<Record<string, PipesLevel>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

const logLine = z.looseObject({ level: z.string(), msg: z.string().default('') });

/** Fields that Dagster knows already, or that nobody reads there. */
const LEFT_OUT = new Set(['level', 'msg', 'service', 'time', 'run_id', 'trace_id']);

function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

/** A line of our log in the words of a line of Dagster's: `Noun:Verb:State name=value …`. */
export function logWords(line: string): { level: PipesLevel; message: string } {
  const { level, msg, ...rest } = logLine.parse(JSON.parse(line));
  const fields = Object.entries(rest)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${name}=${valueText(value)}`);
  return { level: LEVEL_OF[level] ?? 'INFO', message: [msg, ...fields].join(' ') };
}

/** Where a log goes: lines of JSON. */
export interface LogDestination {
  write(line: string): unknown;
}

/** `destination`, whose lines are told to Dagster, too. */
export function toldToDagster(destination: LogDestination, session: PipesSession): LogDestination {
  return {
    write: (line) => {
      destination.write(line);
      // What comes after the end, such as word of a lost message, stands in our own log only.
      if (!session.isOpen) return;
      const { level, message } = logWords(line);
      session.log(level, message);
    },
  };
}
