import { WEATHER_JOB, type City } from '@weather/weather-domain';
import type { Batch } from './batch';
import { collect } from './collect';
import { publish, standingOn, type Publication, type Standing } from './publish';
import { objectPart, statusOf, type RunOutcome } from './run-outcome';
import type { Run, RunParts } from './run-parts';
import { productShelf, quarantineShelf } from './shelves';
import { endFailed, StepTracker } from './step-tracker';

/** The cities without a product. One without a name can only be told by its answer. */
function citiesMissing({ cities }: Run, { owners }: Standing): readonly City[] {
  return cities.filter(({ name }) => name === undefined || !owners.has(name));
}

interface Uploaded {
  readonly products: Publication;
  readonly quarantine: Publication;
}

/** Lines that were set aside go first: they are not in the product, so nothing else tells of them. */
async function upload(run: Run, batch: Batch, standing: Standing): Promise<Uploaded> {
  const { at, signal } = run;
  const quarantine = await publish(quarantineShelf(run, at, signal), batch.quarantined);
  const products = await publish(productShelf(run, at, signal), batch.products, standing);
  return { products, quarantine };
}

function unchanged(standing: Standing): Publication {
  return { written: undefined, standing };
}

const NO_QUARANTINE = unchanged({ objects: [], owners: new Set() });

async function publishBatch(run: Run, batch: Batch, standing: Standing): Promise<Uploaded> {
  if (batch.isEmpty) return { products: unchanged(standing), quarantine: NO_QUARANTINE };
  return run.steps.during('upload_to_s3', () => upload(run, batch, standing));
}

function keysOf({ standing }: Publication): readonly string[] {
  return standing.objects.map(({ key }) => key);
}

function outcomeOf(
  { at, cities: { length: configured } }: Run,
  { products, quarantine }: Uploaded,
  batch?: Batch,
): Omit<RunOutcome, 'checks' | 'seconds'> {
  const failed = batch?.failures ?? [];
  const cities = { configured, published: configured - failed.length, failed };
  return {
    status: statusOf(cities, products.written !== undefined),
    at: at.toISOString(),
    keys: keysOf(products),
    ...objectPart(products.written ?? products.standing.objects[0]),
    cities,
    quarantined: batch?.quarantined.length ?? 0,
    quarantineKeys: keysOf(quarantine),
  };
}

async function perform(run: Run): Promise<Omit<RunOutcome, 'seconds'>> {
  const standing = await standingOn(productShelf(run, run.at, run.signal));
  const missing = citiesMissing(run, standing);
  if (missing.length === 0) {
    const uploaded = { products: unchanged(standing), quarantine: NO_QUARANTINE };
    return { ...outcomeOf(run, uploaded), checks: [] };
  }
  run.onEvent({ kind: 'fetch-started', cities: missing.length });
  const { batch, checks } = await collect(run, missing);
  return { ...outcomeOf(run, await publishBatch(run, batch, standing), batch), checks };
}

async function timed(run: Run): Promise<RunOutcome> {
  const { clock, onEvent, at } = run;
  const started = clock.elapsed();
  onEvent({ kind: 'run-started', at });
  const seconds = () => Math.round(clock.elapsed() - started) / 1000;
  try {
    const outcome = { ...(await perform(run)), seconds: seconds() };
    onEvent({ kind: 'run-finished', outcome });
    return outcome;
  } catch (error) {
    onEvent({ kind: 'run-failed', error, seconds: seconds() });
    throw error;
  }
}

/**
 * fetch -> transform -> upload, once, for the scheduled time `at`. Only cities that have no product
 * of that time yet are fetched, so that the same run may be started again, and twice at once.
 *
 * @throws {UnauthorizedError} when the source will answer for no city
 * @throws {ObjectStoreError} when the store fails
 * @throws the reason of `signal`, when it ends the run
 */
export function runPipeline(parts: RunParts, at: Date, signal: AbortSignal): Promise<RunOutcome> {
  const steps = new StepTracker(parts.tracer, parts.onEvent);
  return parts.tracer.startActiveSpan(WEATHER_JOB, async (span) => {
    try {
      const outcome = await timed({ ...parts, at, signal, steps });
      span.end();
      return outcome;
    } catch (error) {
      endFailed(span, error);
      throw error;
    }
  });
}
