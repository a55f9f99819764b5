import type { Command } from 'commander';
import type { Tracing } from '@weather/telemetry';
import type { Known } from '../../config/read-configuration';
import type { SourceKind } from '../../config/variables';
import { EXIT } from '../../exit-codes';
import { WorkerMetrics } from '../../metrics/worker-metrics';
import { GracefulStop } from '../../schedule/graceful-stop';
import { Occurrences } from '../../schedule/occurrences';
import type { ScheduleSettings } from '../../schedule/schedule-loop';
import type { Shell } from '../../shell';
import { SOURCE_NAMES } from '../../sources/open-source';
import { configure, type Configured } from '../configure';
import { examplesOf } from '../examples';
import { OPTION_VALUES, SOURCE_FLAGS, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { runnerOf, withTracing } from '../runner-of';
import { choiceOf } from '../source-of';
import { ScheduleService } from './schedule-service';

const SHAPE = { '--catch-up-window': OPTION_VALUES['--catch-up-window'] };

type ScheduleConfiguration = Configured<typeof SHAPE>;

/** The terms of MET Norway ask not to call on the hour. */
const DEFAULT_JITTER_SECONDS: Readonly<Record<SourceKind, number>> = {
  openweather: 0,
  'met-norway': 60,
  replay: 0,
};

function check({ lookUp }: Known<typeof SHAPE>) {
  const isLive = lookUp('WEATHER_SOURCE') !== 'replay';
  const isAll = lookUp('WEATHER_CATCH_UP') === 'all';
  const fault =
    'WEATHER_CATCH_UP="all": only replay can answer for the past: use latest, or WEATHER_SOURCE=replay';
  return [isLive && isAll ? fault : undefined];
}

function settingsOf(configured: ScheduleConfiguration): ScheduleSettings {
  const { variables, options } = configured;
  const byDefault = DEFAULT_JITTER_SECONDS[choiceOf(configured).kind];
  const jitterSeconds = variables.WEATHER_JITTER_SECONDS ?? byDefault;
  return {
    occurrences: new Occurrences(variables.WEATHER_CRON),
    jitterMs: jitterSeconds * 1000,
    catchUp: variables.WEATHER_CATCH_UP,
    catchUpWindowMs: options['--catch-up-window'],
  };
}

function serviceOf(
  configured: ScheduleConfiguration,
  { shell, tracing, stop }: { shell: Shell; tracing: Tracing; stop: GracefulStop },
): ScheduleService {
  const { random, clock } = shell;
  const metrics = new WorkerMetrics(SOURCE_NAMES[choiceOf(configured).kind], clock.now);
  const listeners = { onEvent: metrics.noteEvent, onCall: metrics.noteCall };
  const runner = runnerOf(configured, { shell, tracing, listeners });
  const settings = settingsOf(configured);
  const port = configured.variables.WORKER_PORT;
  return new ScheduleService({ runner, metrics, stop, settings, random, port });
}

async function schedule(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const configured = configure(shell, given, { shape: SHAPE, needsSource: true, check });
  const { logger, variables } = configured;
  const timeoutMs = variables.WEATHER_STOP_TIMEOUT_SECONDS * 1000;
  const stop = new GracefulStop(shell.signals, timeoutMs, (signal) => {
    logger.info({ signal, timeout_ms: timeoutMs }, 'Schedule:Stop:Started');
  });
  try {
    const runs = await withTracing(shell, (tracing) =>
      serviceOf(configured, { shell, tracing, stop }).serve(),
    );
    const words = `stopped after ${runs.succeeded} runs that succeeded and ${runs.failed} that failed`;
    return { exitCode: EXIT.success, report: { status: 'stopped', ...runs }, words };
  } finally {
    stop.end();
  }
}

/** `schedule`: `run` by the clock. */
export function addScheduleCommand(program: Command, perform: Perform): void {
  const flags = ['--cron', '--catch-up', '--catch-up-window', '--port', ...SOURCE_FLAGS] as const;
  withOptions(program.command('schedule'), flags)
    .description('Run by the clock (UTC) and serve health and metrics, until SIGTERM or SIGINT.')
    .addHelpText(
      'after',
      examplesOf(
        'weather-worker schedule',
        'weather-worker schedule --cron "*/10 * * * *" --catch-up none',
        'weather-worker schedule --source replay --catch-up all --catch-up-window 7d',
      ),
    )
    .action((given: GivenOptions) => perform(given, (shell) => schedule(given, shell)));
}
