import { parseJsonl } from '@weather/s3-store';
import { publishedLineSchema, quarantinedLineSchema, WEATHER_JOB } from '@weather/weather-domain';
import type { Command } from 'commander';
import { interruptible } from '../../interruption';
import { namesOf, type OwnedLine } from '../../pipeline/owners';
import { publish } from '../../pipeline/publish';
import { productShelf, quarantineShelf, type ProductStore } from '../../pipeline/shelves';
import type { Shell } from '../../shell';
import { inputChunks, placeOf, type InputPlace } from '../../streams/line-input';
import { toSecond } from '../../timing/instant';
import { configure, type Configured } from '../configure';
import { linesDataset, productsDataset } from '../datasets';
import { examplesOf } from '../examples';
import { OPTION_VALUES, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { lineageOf } from '../lineage-of';
import { storeOf, storePlace } from '../store-of';
import { ownedProduct, ownedQuarantined } from './owned-lines';
import {
  failureOf,
  uploaded,
  uploadOutcome,
  type Uploaded,
  type UploadLines,
} from './upload-outcome';

const SHAPE = {
  '--input': OPTION_VALUES['--input'],
  '--at': OPTION_VALUES['--at'],
  '--quarantine': OPTION_VALUES['--quarantine'],
};

type UploadConfiguration = Configured<typeof SHAPE>;

/** When an upload is for, and what ends it. */
interface UploadTime {
  readonly at: Date;
  readonly signal: AbortSignal;
}

async function collected(lines: AsyncIterable<OwnedLine>): Promise<readonly OwnedLine[]> {
  const all: OwnedLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function* productsIn(path: string, place: InputPlace, names: ReadonlySet<string>) {
  const lines = parseJsonl(inputChunks(path, place), publishedLineSchema, placeOf(path));
  for await (const line of lines) yield ownedProduct(line, names);
}

async function* quarantinedIn(path: string | undefined, place: InputPlace) {
  if (path === undefined) return;
  const lines = parseJsonl(inputChunks(path, place), quarantinedLineSchema, placeOf(path));
  for await (const line of lines) yield ownedQuarantined(line);
}

/** Both files are read to their ends before anything is written. */
async function linesOf(
  { options, cities }: UploadConfiguration,
  place: InputPlace,
): Promise<UploadLines> {
  const products = await collected(productsIn(options['--input'], place, namesOf(cities)));
  return { products, quarantined: await collected(quarantinedIn(options['--quarantine'], place)) };
}

async function uploadAll(
  lines: UploadLines,
  store: ProductStore,
  { at, signal }: UploadTime,
): Promise<Uploaded> {
  await publish(quarantineShelf(store, at, signal), lines.quarantined);
  const publication = await publish(productShelf(store, at, signal), lines.products);
  return uploaded(lines, publication, at);
}

async function upload(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const configured = configure(shell, given, { shape: SHAPE, needsSource: false });
  const store = storeOf(configured);
  const { '--at': at = toSecond(shell.clock.now()), '--input': input } = configured.options;
  const work = () =>
    interruptible(shell.signals, async (signal) => {
      const lines = await linesOf(configured, { stdin: shell.stdin, signal });
      return uploadAll(lines, store, { at, signal });
    });
  const describe = (done: Uploaded) => ({
    inputs: [linesDataset(input)],
    outputs: [productsDataset(done.report, storePlace(store))],
    failure: failureOf(done),
  });
  const job = `${WEATHER_JOB}.upload_to_s3`;
  const done = await lineageOf(configured, shell).follow({ job, at, work, describe });
  return uploadOutcome(done, store.store.location);
}

/** `upload`: publishes product lines. */
export function addUploadCommand(program: Command, perform: Perform): void {
  withOptions(program.command('upload'), ['--input', '--at', '--quarantine', '--cities'])
    .description('Publish product lines under the key of their scheduled time.')
    .addHelpText(
      'after',
      examplesOf(
        'weather-worker upload --input lines.jsonl --at 2026-11-23T12:00:00Z',
        'weather-worker upload --quarantine bad.jsonl < lines.jsonl',
      ),
    )
    .action((given: GivenOptions) => perform(given, (shell) => upload(given, shell)));
}
