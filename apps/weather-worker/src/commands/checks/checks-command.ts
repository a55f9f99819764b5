import { QUALITY_CHECKS } from '@weather/weather-domain';
import type { Command } from 'commander';
import { EXIT } from '../../exit-codes';
import { examplesOf } from '../examples';
import { withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';

function checks(): Promise<CommandOutcome> {
  const words = JSON.stringify(QUALITY_CHECKS, undefined, 2);
  return Promise.resolve({ exitCode: EXIT.success, report: QUALITY_CHECKS, words });
}

/** `checks`: the quality checks, so that other engines can declare them. */
export function addChecksCommand(program: Command, perform: Perform): void {
  withOptions(program.command('checks'), [])
    .description('Print the quality checks as a JSON array.')
    .addHelpText('after', examplesOf('weather-worker checks > checks.json'))
    .action((given: GivenOptions) => perform(given, checks));
}
