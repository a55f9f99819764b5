import type { CheckResult, QuarantinedLine, WeatherStep } from '@weather/weather-domain';
import type { CityFailure } from './fetch-cities';
import type { RunOutcome } from './run-outcome';

/** What happens during a run, as it happens. */
export type RunEvent =
  | { readonly kind: 'run-started'; readonly at: Date }
  | { readonly kind: 'fetch-started'; readonly cities: number }
  | { readonly kind: 'step'; readonly step: WeatherStep; readonly state: 'started' | 'succeeded' }
  | {
      readonly kind: 'step';
      readonly step: WeatherStep;
      readonly state: 'failed';
      readonly error: unknown;
    }
  | { readonly kind: 'city-done'; readonly failure: CityFailure | undefined }
  | { readonly kind: 'line-quarantined'; readonly line: QuarantinedLine }
  | { readonly kind: 'checked'; readonly results: readonly CheckResult[] }
  | { readonly kind: 'previous-unknown'; readonly error: unknown }
  | { readonly kind: 'run-finished'; readonly outcome: RunOutcome }
  | { readonly kind: 'run-failed'; readonly error: unknown; readonly seconds: number };

/** Is told of every event. */
export type OnRunEvent = (event: RunEvent) => void;

/** What to do with each kind of event; kinds that are left out are passed over. */
export type RunEventHandlers = {
  readonly [Kind in RunEvent['kind']]?: (event: Extract<RunEvent, { kind: Kind }>) => void;
};

/** Hands every event to the handler of its kind. */
export function handleRunEvents(handlers: RunEventHandlers): OnRunEvent {
  return (event) => {
    const handle = handlers[event.kind] as OnRunEvent | undefined;
    handle?.(event);
  };
}
