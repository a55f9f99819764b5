import { WEATHER_JOB } from '@weather/weather-domain';
import type { Command } from 'commander';
import { EXIT } from '../../exit-codes';
import { interruptible } from '../../interruption';
import { fetchCities, type CityFailure } from '../../pipeline/fetch-cities';
import { metadata, rowCount } from '../../pipes/metadata';
import type { Produced } from '../../pipes/produced';
import { showProgress } from '../../progress/progress';
import type { WorkDescription } from '../../lineage/lineage';
import type { FetchRequest } from '../../sources/weather-source';
import type { Shell } from '../../shell';
import { STANDARD_STREAM, withOutputs } from '../../streams/line-output';
import { toSecond } from '../../timing/instant';
import { linesDataset, sourceDataset } from '../datasets';
import { configure, jsonConflict, type Configured } from '../configure';
import { examplesOf } from '../examples';
import { lineageOf } from '../lineage-of';
import { OPTION_VALUES, SOURCE_FLAGS, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { choiceOf, sourceOf } from '../source-of';
import { fetchToLines, type FetchSummary } from './fetch-to-lines';

const SHAPE = { '--output': OPTION_VALUES['--output'], '--at': OPTION_VALUES['--at'] };

type FetchConfiguration = Configured<typeof SHAPE>;

function exitCodeOf({ fetched, failed }: FetchSummary): number {
  if (fetched === 0) return EXIT.failure;
  return failed.length > 0 ? EXIT.partial : EXIT.success;
}

/** Shows progress, and tells of every city that failed. */
function follow(configured: FetchConfiguration, { stderr, clock }: Shell) {
  const { logger, cities } = configured;
  const progress = showProgress(
    { total: cities.length, noun: 'cities' },
    { stderr, logger, clock },
  );
  const onDone = (failure: CityFailure | undefined) => {
    if (failure !== undefined) logger.warn(failure, 'City:Fetch:Failed');
    progress.advance(failure === undefined);
  };
  return {
    onDone,
    finish: () => {
      progress.finish();
    },
  };
}

function fetchAll(
  configured: FetchConfiguration,
  shell: Shell,
  { at, signal }: FetchRequest,
): Promise<FetchSummary> {
  const { cities, options, variables } = configured;
  const request = { at, signal, concurrency: variables.WEATHER_CONCURRENCY };
  const { onDone, finish } = follow(configured, shell);
  return withOutputs(shell.stdout, async (outputs) => {
    const output = await outputs.open(options['--output']);
    const answers = fetchCities(cities, sourceOf(configured, shell), request);
    const summary = await fetchToLines(answers, output, onDone);
    return { ...summary, keepsOutputs: summary.fetched > 0 };
  }).finally(finish);
}

function wordsOf({ fetched, failed }: FetchSummary, cities: number): string {
  const missing = failed.map(({ city, reason }) => `\n  ${city}: ${reason}`).join('');
  return `fetched ${fetched} of ${cities} cities${missing}`;
}

function producedBy({ fetched, failed }: FetchSummary, configured: FetchConfiguration): Produced {
  return {
    metadata: {
      ...rowCount(fetched),
      cities: metadata.int(configured.cities.length),
      failed: metadata.json(failed.map(({ city, reason, message }) => ({ city, reason, message }))),
      source: metadata.text(choiceOf(configured).kind),
    },
  };
}

/** What lineage is told. */
function describe(summary: FetchSummary, configured: FetchConfiguration): WorkDescription {
  const { cities, options } = configured;
  const statistics = { rowCount: summary.fetched };
  return {
    inputs: [sourceDataset(configured)],
    outputs: [linesDataset(options['--output'], { statistics })],
    failure: summary.fetched === 0 ? wordsOf(summary, cities.length) : undefined,
  };
}

async function fetchWeather(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const check = () => [jsonConflict(given)];
  const configured = configure(shell, given, { shape: SHAPE, needsSource: true, check });
  const at = configured.options['--at'] ?? toSecond(shell.clock.now());
  const summary = await lineageOf(configured, shell).follow({
    job: `${WEATHER_JOB}.fetch_weather`,
    at,
    work: () =>
      interruptible(shell.signals, (signal) => fetchAll(configured, shell, { at, signal })),
    describe: (result) => describe(result, configured),
  });
  const cities = configured.cities.length;
  const { fetched, failed } = summary;
  return {
    exitCode: exitCodeOf(summary),
    report: { cities, fetched, failed },
    words: wordsOf(summary, cities),
    produced: fetched === 0 ? undefined : producedBy(summary, configured),
    isOutputTaken: configured.options['--output'] === STANDARD_STREAM,
  };
}

/** `fetch`: asks the source for the weather of every city. */
export function addFetchCommand(program: Command, perform: Perform): void {
  withOptions(program.command('fetch'), ['--output', '--at', ...SOURCE_FLAGS])
    .description('Fetch the weather of every city and write the answers as JSON lines.')
    .addHelpText(
      'after',
      examplesOf(
        'weather-worker fetch --output fetched.jsonl --json',
        'weather-worker fetch --source replay --at 2026-11-23T12:00:00Z | head -1',
        'weather-worker fetch --cities @cities.json | weather-worker transform > lines.jsonl',
      ),
    )
    .action((given: GivenOptions) => perform(given, (shell) => fetchWeather(given, shell)));
}
