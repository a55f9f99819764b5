import { startTracing, type Tracing } from '@weather/telemetry';
import type { SettingsShape } from '@weather/vault-secrets';
import type { RunnerParts } from '../pipeline/perform-run';
import type { OnRunEvent } from '../pipeline/run-events';
import { runInWords } from '../pipeline/run-outcome';
import type { Shell } from '../shell';
import type { SourceCall } from '../sources/source-calls';
import type { Configured } from './configure';
import { productsDataset, sourceDataset } from './datasets';
import { lineageOf } from './lineage-of';
import { SERVICE } from './perform';
import { sourceOf } from './source-of';
import { storePlace, storeOf } from './store-of';

/** Who is told what happens. */
export interface RunListeners {
  readonly onEvent: OnRunEvent;
  readonly onCall?: (call: SourceCall) => void;
}

/** What runs need, as configured. */
export function runnerOf(
  configured: Configured<SettingsShape>,
  { shell, tracing, listeners }: { shell: Shell; tracing: Tracing; listeners: RunListeners },
): RunnerParts {
  const { cities, variables, logger } = configured;
  const place = storeOf(configured);
  return {
    ...place,
    source: sourceOf(configured, shell, listeners.onCall),
    cities,
    concurrency: variables.WEATHER_CONCURRENCY,
    clock: shell.clock,
    tracer: tracing.tracer,
    logger,
    onEvent: listeners.onEvent,
    lineage: lineageOf(configured, shell),
    describe: (outcome) => ({
      inputs: [sourceDataset(configured, outcome.checks)],
      outputs: [productsDataset(outcome, storePlace(place))],
      failure: outcome.status === 'failed' ? runInWords(outcome) : undefined,
    }),
  };
}

/** Does work with tracing, and sends the last spans when it is done. */
export async function withTracing<T>(
  { environment }: Shell,
  work: (tracing: Tracing) => Promise<T>,
): Promise<T> {
  const tracing = await startTracing(SERVICE, environment);
  try {
    return await work(tracing);
  } finally {
    await tracing.shutdown();
  }
}
