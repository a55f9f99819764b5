import { parseJsonl } from '@weather/s3-store';
import { publishedLineSchema, quarantinedLineSchema } from '@weather/weather-domain';
import type { Command } from 'commander';
import { EXIT } from '../../exit-codes';
import { interruptible } from '../../interruption';
import { namesOf, type OwnedLine } from '../../pipeline/owners';
import { publish, type Publication } from '../../pipeline/publish';
import { objectPart } from '../../pipeline/run-outcome';
import { productShelf, quarantineShelf } from '../../pipeline/shelves';
import type { Shell } from '../../shell';
import { inputChunks, placeOf, type InputPlace } from '../../streams/line-input';
import { toSecond } from '../../timing/instant';
import { configure, type Configured } from '../configure';
import { examplesOf } from '../examples';
import { OPTION_VALUES, withOptions, type GivenOptions } from '../options';
import type { CommandOutcome, Perform } from '../perform';
import { storeOf } from '../store-of';
import { storedMetadata } from '../stored-product';
import { ownedProduct, ownedQuarantined } from './owned-lines';

const SHAPE = {
  '--input': OPTION_VALUES['--input'],
  '--at': OPTION_VALUES['--at'],
  '--quarantine': OPTION_VALUES['--quarantine'],
};

type UploadConfiguration = Configured<typeof SHAPE>;

/** The lines of both files. */
interface UploadLines {
  readonly products: readonly OwnedLine[];
  readonly quarantined: readonly OwnedLine[];
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

function statusOf({ products }: UploadLines, { written }: Publication) {
  if (products.length === 0) return 'failed';
  return written === undefined ? 'unchanged' : 'published';
}

function outcomeOf(
  lines: UploadLines,
  publication: Publication,
  { at, location }: { readonly at: Date; readonly location: string },
): CommandOutcome {
  const status = statusOf(lines, publication);
  const { objects } = publication.standing;
  const keys = objects.map(({ key }) => key);
  const report = {
    status,
    at: at.toISOString(),
    keys,
    ...objectPart(publication.written ?? objects[0]),
    quarantined: lines.quarantined.length,
  };
  const produced =
    status === 'failed'
      ? undefined
      : { metadata: storedMetadata(report, location), dataVersion: report.sha256 };
  const words =
    status === 'failed'
      ? 'failed: there are no lines to publish'
      : `${status}: ${lines.products.length} lines in ${keys.join(', ')}`;
  return { exitCode: status === 'failed' ? EXIT.failure : EXIT.success, report, words, produced };
}

async function uploadAll(
  configured: UploadConfiguration,
  shell: Shell,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const at = configured.options['--at'] ?? toSecond(shell.clock.now());
  const lines = await linesOf(configured, { stdin: shell.stdin, signal });
  const store = storeOf(configured);
  await publish(quarantineShelf(store, at, signal), lines.quarantined);
  const publication = await publish(productShelf(store, at, signal), lines.products);
  return outcomeOf(lines, publication, { at, location: store.store.location });
}

function upload(given: GivenOptions, shell: Shell): Promise<CommandOutcome> {
  const configured = configure(shell, given, { shape: SHAPE, needsSource: false });
  return interruptible(shell.signals, (signal) => uploadAll(configured, shell, signal));
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
