import type { Command } from 'commander';
import { EXIT } from '../../exit-codes';
import { interruptible } from '../../interruption';
import { performRun } from '../../pipeline/perform-run';
import { runInWords, type RunOutcome, type RunStatus } from '../../pipeline/run-outcome';
import type { Produced } from '../../pipes/produced';
import { followRun } from '../../progress/follow-run';
import type { Shell } from '../../shell';
import { toSecond } from '../../timing/instant';
import { configure } from '../configure';
import { examplesOf } from '../examples';
import { OPTION_VALUES, SOURCE_FLAGS, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { runnerOf, withTracing } from '../runner-of';
import { storedMetadata } from '../stored-product';

const SHAPE = { '--at': OPTION_VALUES['--at'] };

const EXIT_OF: Readonly<Record<RunStatus, number>> = {
  published: EXIT.success,
  unchanged: EXIT.success,
  partial: EXIT.partial,
  failed: EXIT.failure,
};

/** How a run ends as a command. */
export function commandOutcomeOf(outcome: RunOutcome): CommandOutcome {
  return { exitCode: EXIT_OF[outcome.status], report: outcome, words: runInWords(outcome) };
}

/** What a run made, unless it made nothing. */
function producedBy(outcome: RunOutcome, location: string): Produced | undefined {
  if (outcome.status === 'failed') return undefined;
  const { sha256: dataVersion, checks } = outcome;
  return { metadata: storedMetadata(outcome, location), dataVersion, checks };
}

async function run(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const configured = configure(shell, given, { shape: SHAPE, needsSource: true });
  const at = configured.options['--at'] ?? toSecond(shell.clock.now());
  const { stderr, clock } = shell;
  const listeners = { onEvent: followRun({ stderr, clock, logger: configured.logger }) };
  return withTracing(shell, (tracing) =>
    interruptible(shell.signals, async (signal) => {
      const runner = runnerOf(configured, { shell, tracing, listeners });
      const outcome = await performRun(runner, at, signal);
      const produced = producedBy(outcome, runner.store.location);
      return { ...commandOutcomeOf(outcome), produced };
    }),
  );
}

/** `run`: fetch, transform and upload in one process. */
export function addRunCommand(program: Command, perform: Perform): void {
  withOptions(program.command('run'), ['--at', ...SOURCE_FLAGS])
    .description('Fetch, transform and publish in one go. May be repeated: what stands is kept.')
    .addHelpText(
      'after',
      examplesOf(
        'weather-worker run',
        'weather-worker run --at 2026-11-23T12:00:00Z --json',
        'WEATHER_STORE_DIR=./products weather-worker run --source replay',
      ),
    )
    .action((given: GivenOptions) => perform(given, (shell) => run(given, shell)));
}
