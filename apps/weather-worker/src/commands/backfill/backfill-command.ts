import type { Command } from 'commander';
import type { Configuration, Known } from '../../config/read-configuration';
import { interruptible } from '../../interruption';
import { mapInOrder } from '../../pipeline/map-in-order';
import { performRun, type RunnerParts } from '../../pipeline/perform-run';
import { showProgress } from '../../progress/progress';
import type { Shell } from '../../shell';
import { configure } from '../configure';
import { examplesOf } from '../examples';
import { OPTION_VALUES, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { runnerOf, withTracing } from '../runner-of';
import { backfillOutcome, BackfillTally, type TimeOutcome } from './backfill-outcome';
import { countOf, rangeFault, timesOf, type BackfillRange } from './backfill-plan';

const SHAPE = {
  '--from': OPTION_VALUES['--from'],
  '--to': OPTION_VALUES['--to'],
  '--every': OPTION_VALUES['--every'],
};

function rangeOf(known: Pick<Configuration<typeof SHAPE>, 'options' | 'variables'>): BackfillRange {
  const { '--from': from, '--to': to, '--every': everyMs } = known.options;
  return { from, to, everyMs, cron: known.variables.WEATHER_CRON };
}

/** Live sources know only the present, so that what they answer cannot stand for the past. */
function check({ lookUp, options, variables }: Known<typeof SHAPE>) {
  const isReplay = lookUp('WEATHER_SOURCE') === 'replay';
  const sourceFault = 'backfill: only replay can answer for the past: add --source replay';
  const isKnown = options !== undefined && variables !== undefined;
  const range = isKnown ? rangeFault(rangeOf({ options, variables })) : undefined;
  return [isReplay ? undefined : sourceFault, range];
}

/** One run that takes no other with it, unless all of them are to end. */
async function attempt(runner: RunnerParts, at: Date, signal: AbortSignal): Promise<TimeOutcome> {
  try {
    return { kind: 'done', outcome: await performRun(runner, at, signal) };
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', failed: { at: at.toISOString(), message } };
  }
}

function isGood(result: TimeOutcome): boolean {
  return result.kind === 'done' && result.outcome.status !== 'failed';
}

interface Backfill {
  readonly range: BackfillRange;
  readonly runner: RunnerParts;
  readonly shell: Shell;
}

async function runAll({ range, runner, shell }: Backfill, signal: AbortSignal) {
  const { stderr, clock } = shell;
  const of = { total: countOf(range), noun: 'runs' };
  const progress = showProgress(of, { stderr, clock, logger: runner.logger });
  const tally = new BackfillTally();
  const work = (at: Date, ended: AbortSignal) => attempt(runner, at, ended);
  const bounds = { concurrency: runner.concurrency, signal };
  try {
    for await (const result of mapInOrder(timesOf(range), work, bounds)) {
      tally.add(result);
      progress.advance(isGood(result));
    }
  } finally {
    progress.finish();
  }
  return tally;
}

async function backfill(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const configured = configure(shell, given, { shape: SHAPE, needsSource: true, check });
  const range = rangeOf(configured);
  const started = shell.clock.elapsed();
  const tally = await withTracing(shell, (tracing) =>
    interruptible(shell.signals, (signal) => {
      const listeners = { onEvent: () => undefined };
      const runner = runnerOf(configured, { shell, tracing, listeners });
      // Many runs in one process: the log tells of each only when asked to.
      const quiet = runner.logger.child({}, { level: quieter(configured.variables.LOG_LEVEL) });
      return runAll({ range, shell, runner: { ...runner, logger: quiet } }, signal);
    }),
  );
  const seconds = Math.round(shell.clock.elapsed() - started) / 1000;
  return backfillOutcome(tally, range, seconds);
}

function quieter(level: string): string {
  return level === 'info' ? 'warn' : level;
}

/** `backfill`: replays a range of scheduled times. */
export function addBackfillCommand(program: Command, perform: Perform): void {
  const flags = ['--from', '--to', '--every', '--source', '--cities', '--concurrency'] as const;
  withOptions(program.command('backfill'), flags)
    .description('Publish recorded answers for a range of scheduled times. May be repeated.')
    .addHelpText(
      'after',
      examplesOf(
        'weather-worker backfill --source replay --from 2026-11-01T00:00:00Z --to 2026-11-08T00:00:00Z',
        'weather-worker backfill --source replay --every 10m --from 2026-11-01T00:00:00Z --to 2026-11-01T06:00:00Z',
      ),
    )
    .action((given: GivenOptions) => perform(given, (shell) => backfill(given, shell)));
}
