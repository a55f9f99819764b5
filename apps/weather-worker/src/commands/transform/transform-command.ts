import { parseJsonl } from '@weather/s3-store';
import {
  fetchedAnswerSchema,
  WEATHER_JOB,
  weatherProductSchema,
  type CheckResult,
  type PreviousProduct,
  type WeatherProduct,
} from '@weather/weather-domain';
import type { Command } from 'commander';
import { EXIT } from '../../exit-codes';
import { interruptible } from '../../interruption';
import { quarantineFailure } from '../../pipeline/batch';
import { namesOf } from '../../pipeline/owners';
import { Transformer } from '../../pipeline/transformer';
import type { WorkDescription } from '../../lineage/lineage';
import { metadata, rowCount } from '../../pipes/metadata';
import type { Produced } from '../../pipes/produced';
import type { Shell } from '../../shell';
import { inputChunks, placeOf, type InputPlace } from '../../streams/line-input';
import { STANDARD_STREAM, withOutputs, type LineOutputs } from '../../streams/line-output';
import { configure, jsonConflict, type Configured } from '../configure';
import { linesDataset } from '../datasets';
import { examplesOf } from '../examples';
import { lineageOf } from '../lineage-of';
import { OPTION_VALUES, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { productColumns } from '../stored-product';
import { transformLines, type TransformOutputs, type TransformSummary } from './transform-lines';

const SHAPE = {
  '--input': OPTION_VALUES['--input'],
  '--output': OPTION_VALUES['--output'],
  '--quarantine': OPTION_VALUES['--quarantine'],
  '--checks': OPTION_VALUES['--checks'],
  '--previous': OPTION_VALUES['--previous'],
};

type TransformConfiguration = Configured<typeof SHAPE>;

/** Which lines were written, and what the checks say. */
interface Transformation extends TransformSummary {
  readonly checks: readonly CheckResult[];
}

/** The lines published before, by name. */
async function previousIn(path: string | undefined, place: InputPlace): Promise<PreviousProduct> {
  const products = new Map<string, WeatherProduct>();
  if (path !== undefined) {
    const lines = parseJsonl(inputChunks(path, place), weatherProductSchema, placeOf(path));
    for await (const product of lines) products.set(product.location_name, product);
  }
  return (name) => products.get(name);
}

/** Lines without a file of their own are told in full, so that they are not lost. */
async function outputsOf(
  { options, logger }: TransformConfiguration,
  outputs: LineOutputs,
): Promise<TransformOutputs> {
  const products = await outputs.open(options['--output']);
  const path = options['--quarantine'];
  const file = path === undefined ? undefined : await outputs.open(path);
  return {
    products,
    setAside: async (quarantined, text) => {
      const { city, message } = quarantineFailure(quarantined);
      logger.warn({ city, message, ...(file ? {} : { line: quarantined }) }, 'Line:Check:Failed');
      await file?.write(text);
    },
  };
}

async function writeChecks(
  path: string | undefined,
  checks: readonly CheckResult[],
  outputs: LineOutputs,
): Promise<void> {
  if (path === undefined) return;
  const output = await outputs.open(path);
  await output.write(JSON.stringify(checks));
}

function transformAll(
  configured: TransformConfiguration,
  shell: Shell,
  signal: AbortSignal,
): Promise<Transformation> {
  const { options, cities } = configured;
  const place = { stdin: shell.stdin, signal };
  const path = options['--input'];
  return withOutputs(shell.stdout, async (outputs) => {
    const previousOf = await previousIn(options['--previous'], place);
    const transformer = new Transformer(namesOf(cities), previousOf);
    const fetched = parseJsonl(inputChunks(path, place), fetchedAnswerSchema, placeOf(path));
    const targets = await outputsOf(configured, outputs);
    const summary = await transformLines(fetched, transformer, targets);
    const checks = transformer.checks(cities);
    await writeChecks(options['--checks'], checks, outputs);
    return { ...summary, checks, keepsOutputs: true };
  });
}

/** Lines that were set aside count as kept only in a file that was asked for. */
function exitCodeOf({ lines, quarantined }: TransformSummary, hasQuarantine: boolean): number {
  if (lines === 0) return EXIT.failure;
  return quarantined > 0 && !hasQuarantine ? EXIT.partial : EXIT.success;
}

function wordsOf({ lines, quarantined, checks }: Transformation): string {
  const failed = checks.filter(({ passed }) => !passed);
  const warnings = failed.map(({ name, actual }) => `\n  ${name}: ${actual}`).join('');
  return `${lines} product lines, ${quarantined} in quarantine${warnings}`;
}

function producedBy({ lines, quarantined, checks }: Transformation): Produced {
  const failing = checks.filter(({ passed }) => !passed).map(({ name }) => name);
  return {
    metadata: {
      ...rowCount(lines),
      quarantined: metadata.int(quarantined),
      failing_checks: metadata.json(failing),
    },
    checks,
  };
}

/** What lineage is told. */
function describe(result: Transformation, { options }: TransformConfiguration): WorkDescription {
  const { lines, checks } = result;
  const statistics = { rowCount: lines };
  return {
    inputs: [linesDataset(options['--input'], { checks })],
    outputs: [linesDataset(options['--output'], { fields: productColumns(), statistics })],
    failure: lines === 0 ? wordsOf(result) : undefined,
  };
}

async function transform(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const check = () => [jsonConflict(given)];
  const configured = configure(shell, given, { shape: SHAPE, needsSource: false, check });
  const { options } = configured;
  const result = await lineageOf(configured, shell).follow({
    job: `${WEATHER_JOB}.transform_weather`,
    work: () => interruptible(shell.signals, (signal) => transformAll(configured, shell, signal)),
    describe: (transformation) => describe(transformation, configured),
  });
  const { lines, quarantined, checks } = result;
  return {
    exitCode: exitCodeOf(result, options['--quarantine'] !== undefined),
    report: { lines, quarantined, checks },
    words: wordsOf(result),
    produced: lines === 0 ? undefined : producedBy(result),
    isOutputTaken: options['--output'] === STANDARD_STREAM,
  };
}

/** `transform`: makes product lines of what was fetched. */
export function addTransformCommand(program: Command, perform: Perform): void {
  withOptions(program.command('transform'), [
    ...(['--input', '--output', '--quarantine', '--checks', '--previous', '--cities'] as const),
  ])
    .description('Turn fetched answers into product lines and ask the quality checks.')
    .addHelpText(
      'after',
      examplesOf(
        'weather-worker transform --input fetched.jsonl --output lines.jsonl --quarantine bad.jsonl',
        'weather-worker transform --checks checks.json < fetched.jsonl > lines.jsonl',
      ),
    )
    .action((given: GivenOptions) => perform(given, (shell) => transform(given, shell)));
}
