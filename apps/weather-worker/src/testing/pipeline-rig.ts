import { ProductKeys } from '@weather/s3-store';
import { MemoryObjectStore } from '@weather/s3-store/testing';
import { startTracing } from '@weather/telemetry';
import type { City } from '@weather/weather-domain';
import type { RunEvent } from '../pipeline/run-events';
import type { RunOutcome } from '../pipeline/run-outcome';
import type { RunParts } from '../pipeline/run-parts';
import { runPipeline } from '../pipeline/run-pipeline';
import { SkippingClock } from './clocks';
import { ScriptedSource } from './scripted-source';

/** Luxembourg and Chicago. */
export const TWO_CITIES: readonly City[] = [
  { name: 'Luxembourg', lat: 49.6116, lon: 6.1319 },
  { name: 'Chicago', lat: 41.8781, lon: -87.6298 },
];

/** Runs for {@link PipelineRig.at} on a store in memory. */
export class PipelineRig {
  readonly at = new Date('2026-11-23T12:00:00Z');
  readonly key = 'weather-products/2026/11/23/120000.jsonl';
  readonly nextKey = 'weather-products/2026/11/23/120001.jsonl';
  readonly quarantineKey = '_quarantine/2026/11/23/120000.jsonl';
  readonly store = new MemoryObjectStore();
  readonly events: RunEvent[] = [];

  /** One run; two cities from a replay unless `changes` say otherwise. */
  async run(
    changes: Partial<RunParts> = {},
    moment: { readonly at?: Date; readonly signal?: AbortSignal } = {},
  ): Promise<RunOutcome> {
    const { at = this.at, signal = new AbortController().signal } = moment;
    const { tracer } = await startTracing('test', {});
    const parts: RunParts = {
      store: this.store,
      keys: new ProductKeys(),
      source: new ScriptedSource(),
      cities: TWO_CITIES,
      concurrency: 8,
      clock: new SkippingClock(),
      tracer,
      onEvent: (event) => this.events.push(event),
      ...changes,
    };
    return runPipeline(parts, at, signal);
  }

  /** The keys of all objects, sorted. */
  get keys(): readonly string[] {
    return [...this.store.objects.keys()].sort();
  }

  /** What became of the steps, in order. */
  get steps(): readonly string[] {
    return this.events.flatMap((event) =>
      event.kind === 'step' ? [`${event.step} ${event.state}`] : [],
    );
  }

  /** The cities in an object, in order. */
  citiesIn(key: string): readonly string[] {
    const text = this.store.textOf(key) ?? '';
    return text
      .split('\n')
      .map((line) => (JSON.parse(line) as { location_name: string }).location_name);
  }
}
