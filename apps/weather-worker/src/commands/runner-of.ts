import { startTracing, type Tracing } from '@weather/telemetry';
import type { SettingsShape } from '@weather/vault-secrets';
import type { RunnerParts } from '../pipeline/perform-run';
import type { OnRunEvent } from '../pipeline/run-events';
import type { Shell } from '../shell';
import type { SourceCall } from '../sources/source-calls';
import type { Configured } from './configure';
import { SERVICE } from './perform';
import { sourceOf } from './source-of';
import { storeOf } from './store-of';

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
  return {
    ...storeOf(configured),
    source: sourceOf(configured, shell, listeners.onCall),
    cities,
    concurrency: variables.WEATHER_CONCURRENCY,
    clock: shell.clock,
    tracer: tracing.tracer,
    logger,
    onEvent: listeners.onEvent,
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
