import { DEMO_JOB } from '@weather/weather-domain';
import type { Command } from 'commander';
import { EXIT } from '../../exit-codes';
import type { Shell } from '../../shell';
import { configure } from '../configure';
import { examplesOf } from '../examples';
import { OPTION_VALUES, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { drawOf, flip } from './flip';

const SHAPE = { '--seed': OPTION_VALUES['--seed'] };

function demoFlaky(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const { options, variables } = configure(shell, given, { shape: SHAPE, needsSource: false });
  const seed = options['--seed'];
  const failureRate = variables.DEMO_FAILURE_RATE;
  const draw = seed === undefined ? shell.random() : drawOf(seed);
  flip(DEMO_JOB, draw, failureRate);
  return Promise.resolve({
    exitCode: EXIT.success,
    report: { status: 'succeeded', job: DEMO_JOB, draw, failureRate, seed },
    words: `${DEMO_JOB} succeeded: it drew ${draw.toFixed(3)}, and fails below ${failureRate}`,
  });
}

/** `demo-flaky`: fails now and then, to show what an alert looks like. */
export function addDemoFlakyCommand(program: Command, perform: Perform): void {
  withOptions(program.command('demo-flaky'), ['--failure-rate', '--seed'])
    .description('Fail half of the time, to show what an alert looks like.')
    .addHelpText(
      'after',
      examplesOf('weather-worker demo-flaky', 'weather-worker demo-flaky --failure-rate 1'),
    )
    .action((given: GivenOptions) => perform(given, async (shell) => demoFlaky(given, shell)));
}
