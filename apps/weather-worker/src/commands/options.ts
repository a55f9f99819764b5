import type { Command } from 'commander';
import { z } from 'zod';
import type { GivenOption } from '../config/setting-places';
import { STANDARD_STREAM } from '../streams/line-output';
import { durationSchema } from '../timing/duration';
import { instantSchema } from '../timing/instant';

interface OptionDescription {
  /** As commander takes it. */
  readonly usage: string;
  readonly help: string;
  /** The variable it overrides. */
  readonly variable?: string;
}

/** Every option there is, by its flag. */
const OPTIONS = {
  '--at': { usage: '--at <instant>', help: 'scheduled time, ISO 8601 (default: now)' },
  '--from': { usage: '--from <instant>', help: 'first scheduled time, ISO 8601' },
  '--to': { usage: '--to <instant>', help: 'end of the range, ISO 8601, not included' },
  '--every': {
    usage: '--every <duration>',
    help: 'one run every so often from the first time on, such as 1h (default: by WEATHER_CRON)',
  },
  '--input': { usage: '--input <file|->', help: 'lines to read (default: standard input)' },
  '--output': { usage: '--output <file|->', help: 'lines to write (default: standard output)' },
  '--quarantine': {
    usage: '--quarantine <file>',
    help: 'lines that failed a quality check',
  },
  '--checks': { usage: '--checks <file>', help: 'results of the quality checks, a JSON array' },
  '--previous': {
    usage: '--previous <file>',
    help: 'product lines published before, for the check of sudden changes',
  },
  '--seed': { usage: '--seed <number>', help: 'makes the draw repeatable' },
  '--cities': {
    usage: '--cities <json|@file>',
    help: 'overrides WEATHER_CITIES',
    variable: 'WEATHER_CITIES',
  },
  '--source': {
    usage: '--source <name>',
    help: 'openweather, met-norway or replay; overrides WEATHER_SOURCE',
    variable: 'WEATHER_SOURCE',
  },
  '--concurrency': {
    usage: '--concurrency <number>',
    help: 'cities (in a backfill: runs) at a time; overrides WEATHER_CONCURRENCY',
    variable: 'WEATHER_CONCURRENCY',
  },
  '--rate-limit': {
    usage: '--rate-limit <number>',
    help: 'most calls a minute, 0 for no limit; overrides OPENWEATHER_RATE_LIMIT',
    variable: 'OPENWEATHER_RATE_LIMIT',
  },
  '--timeout-ms': {
    usage: '--timeout-ms <number>',
    help: 'for one call of the source; overrides WEATHER_TIMEOUT_MS',
    variable: 'WEATHER_TIMEOUT_MS',
  },
  '--failure-rate': {
    usage: '--failure-rate <number>',
    help: 'from 0 to 1; overrides DEMO_FAILURE_RATE',
    variable: 'DEMO_FAILURE_RATE',
  },
  '--cron': {
    usage: '--cron <expression>',
    help: 'five fields, UTC; overrides WEATHER_CRON',
    variable: 'WEATHER_CRON',
  },
  '--catch-up': {
    usage: '--catch-up <policy>',
    help: 'none, latest or all; overrides WEATHER_CATCH_UP',
    variable: 'WEATHER_CATCH_UP',
  },
  '--catch-up-window': {
    usage: '--catch-up-window <duration>',
    help: 'how far back missed runs are made up for (default: 24h)',
  },
  '--port': {
    usage: '--port <number>',
    help: 'of health and metrics; overrides WORKER_PORT',
    variable: 'WORKER_PORT',
  },
} as const satisfies Record<string, OptionDescription>;

export type Flag = keyof typeof OPTIONS;

/** The options of commands that ask a source. */
export const SOURCE_FLAGS = [
  ...(['--source', '--cities', '--concurrency', '--rate-limit', '--timeout-ms'] as const),
] as const;

const LATEST_SEED = 2 ** 32 - 1;
const SEED_EXPECTED = `expected a whole number from 0 to ${LATEST_SEED}`;

/** What the values of options that override no setting must be. */
export const OPTION_VALUES = {
  '--at': instantSchema.optional(),
  '--from': instantSchema,
  '--to': instantSchema,
  '--every': durationSchema.optional(),
  '--input': z.string().default(STANDARD_STREAM),
  '--output': z.string().default(STANDARD_STREAM),
  '--quarantine': z.string().optional(),
  '--checks': z.string().optional(),
  '--previous': z.string().optional(),
  '--seed': z.coerce.number(SEED_EXPECTED).int(SEED_EXPECTED).min(0).max(LATEST_SEED).optional(),
  '--catch-up-window': durationSchema.default(86_400_000),
} as const;

/** The options a user gave, as commander hands them on. */
export type GivenOptions = Readonly<Record<string, string | boolean | undefined>>;

/** Declares the options of `command`; `--json` is one of every command. */
export function withOptions(command: Command, flags: readonly Flag[]): Command {
  for (const flag of flags) command.option(OPTIONS[flag].usage, OPTIONS[flag].help);
  return command.option('--json', 'print the outcome as one JSON object');
}

/** What was given: overrides of settings by variable, and everything else by flag. */
export interface SplitOptions {
  readonly overrides: ReadonlyMap<string, GivenOption>;
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly isJson: boolean;
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function describedAs(flag: string): OptionDescription | undefined {
  return Object.entries<OptionDescription>(OPTIONS).find(([known]) => known === flag)?.[1];
}

/** Tells the options that override settings from the others. */
export function splitOptions(given: GivenOptions): SplitOptions {
  const overrides = new Map<string, GivenOption>();
  const options: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') continue;
    const flag = flagOf(name);
    const variable = describedAs(flag)?.variable;
    if (variable === undefined) options[flag] = value;
    else overrides.set(variable, { flag, value });
  }
  return { overrides, options, isJson: given['json'] === true };
}
