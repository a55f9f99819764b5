import { ObjectStoreError } from '@weather/s3-store';
import type { CheckResult, City, PreviousProduct } from '@weather/weather-domain';
import { Batch } from './batch';
import { fetchCities, type CityAnswer, type CityFailure } from './fetch-cities';
import { namesOf } from './owners';
import { previousProducts } from './previous-products';
import type { Run } from './run-parts';
import { LateStep, type RunningStep } from './step-tracker';
import { Transformer } from './transformer';

/** Without the line before, one check has nothing to compare with: no reason to lose the run. */
async function previousFor({ store, keys, at, signal, onEvent }: Run): Promise<PreviousProduct> {
  try {
    return await previousProducts({ store, keys }, at, signal);
  } catch (error) {
    if (!(error instanceof ObjectStoreError) || signal.aborted) throw error;
    onEvent({ kind: 'previous-unknown', error });
    return () => undefined;
  }
}

/** Fetches and transforms: answers pass through one by one, so that only lines are kept. */
class Collection {
  readonly batch = new Batch();
  private readonly fetching: RunningStep;
  private readonly transforming: LateStep;

  constructor(
    private readonly run: Run,
    private readonly transformer: Transformer,
  ) {
    this.fetching = run.steps.start('fetch_weather');
    this.transforming = new LateStep(() => run.steps.start('transform_weather'));
  }

  async take(answers: AsyncIterable<CityAnswer>): Promise<void> {
    try {
      for await (const answer of answers) {
        this.run.onEvent({ kind: 'city-done', failure: this.add(answer) });
      }
    } catch (error) {
      this.fetching.fail(error);
      this.transforming.fail(error);
      throw error;
    }
    this.end();
  }

  private add(answer: CityAnswer): CityFailure | undefined {
    if (answer.kind === 'failed') return this.batch.addFailure(answer.failure);
    this.transforming.begin();
    const transformed = this.transformer.transform(answer.fetched);
    if (transformed.kind === 'quarantined') {
      this.run.onEvent({ kind: 'line-quarantined', line: transformed.quarantined });
    }
    return this.batch.add(transformed);
  }

  private end(): void {
    if (this.batch.isEmpty) this.fetching.fail(new Error('no city has an answer'));
    else this.fetching.succeed();
    if (this.batch.products.length > 0) this.transforming.succeed();
    else this.transforming.fail(new Error('no line may be published'));
  }
}

/** What was collected, and what the quality checks say about it. */
export interface Collected {
  readonly batch: Batch;
  readonly checks: readonly CheckResult[];
}

/**
 * The fetch and the transform step, for `cities`.
 *
 * @throws {UnauthorizedError} when the source will answer for no city
 */
export async function collect(run: Run, cities: readonly City[]): Promise<Collected> {
  const transformer = new Transformer(namesOf(run.cities), await previousFor(run));
  const collection = new Collection(run, transformer);
  await collection.take(fetchCities(cities, run.source, run));
  const checks = transformer.checks(cities);
  run.onEvent({ kind: 'checked', results: checks });
  return { batch: collection.batch, checks };
}
