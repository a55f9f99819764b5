import { createLogger, type Logger } from '@weather/telemetry';
import type { SettingsShape } from '@weather/vault-secrets';
import { EXPOSED_KEY_WARNING } from '../config/api-key';
import {
  readConfiguration,
  type Configuration,
  type ConfigurationRequest,
} from '../config/read-configuration';
import type { Shell } from '../shell';
import { STANDARD_STREAM } from '../streams/line-output';
import { logDestination } from './log-destination';
import { splitOptions, type GivenOptions } from './options';
import { SERVICE } from './perform';

/** What a command asks of its configuration. */
export type Needs<Shape extends SettingsShape> = Pick<
  ConfigurationRequest<Shape>,
  'shape' | 'needsSource' | 'check'
>;

/** The configuration of a command, and where it logs. */
export interface Configured<Shape extends SettingsShape> extends Configuration<Shape> {
  readonly logger: Logger;
}

/** A logger for people when they look at standard error, and for machines elsewhere. */
function openLog(shell: Shell, level: string): Logger {
  const isForPeople = shell.stderr.isTTY === true;
  const settings = { service: SERVICE, level, isForPeople, descriptor: 2 };
  return createLogger(settings, isForPeople ? undefined : logDestination(shell));
}

/**
 * The configuration of one command.
 *
 * @throws {ConfigurationError} with all faults at once
 */
export function configure<Shape extends SettingsShape>(
  shell: Shell,
  given: GivenOptions,
  needs: Needs<Shape>,
): Configured<Shape> {
  const { overrides, options } = splitOptions(given);
  const request = { overrides, options, ...needs };
  const configuration = readConfiguration(shell.environment, request);
  const logger = openLog(shell, configuration.variables.LOG_LEVEL);
  const { source } = configuration;
  if (source?.kind === 'openweather' && source.key.isExposed) {
    logger.warn({ fix: EXPOSED_KEY_WARNING }, 'ApiKey:Read:Exposed');
  }
  return { ...configuration, logger };
}

/** Why `--json` cannot be had when lines go to standard output, which they do unless a file is named. */
export function jsonConflict(given: GivenOptions, path = given['output']): string | undefined {
  const isTaken = path === undefined || path === STANDARD_STREAM;
  return given['json'] === true && isTaken
    ? '--json: the outcome would stand among the lines on standard output: name a file with --output'
    : undefined;
}
