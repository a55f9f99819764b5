import type { City } from '@weather/weather-domain';
import type { WeatherSource } from '../sources/weather-source';
import type { Clock } from '../timing/clock';
import type { OnRunEvent } from './run-events';
import type { ProductStore } from './shelves';
import type { StepTracker, Tracer } from './step-tracker';

/** What runs need that stays the same from one to the next. */
export interface RunParts extends ProductStore {
  readonly source: WeatherSource;
  readonly cities: readonly City[];
  /** How many cities are fetched at a time. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly onEvent: OnRunEvent;
}

/** One run. */
export interface Run extends RunParts {
  /** The scheduled time. */
  readonly at: Date;
  readonly signal: AbortSignal;
  readonly steps: StepTracker;
}
