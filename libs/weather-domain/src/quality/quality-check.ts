import type { City } from '../city';
import type { WeatherProduct } from '../weather-product';
import type { UnitSystem } from '../units';

/** `ERROR` keeps a line from being published, `WARN` tells the reader to look. */
export type Severity = 'ERROR' | 'WARN';

/** A product on its way to the store, with what the line itself no longer says. */
export interface Candidate {
  readonly product: WeatherProduct;
  readonly city: City;
  /** The units that were asked for, and those that the answer turned out to be in. */
  readonly units: { readonly asked: UnitSystem; readonly sent: UnitSystem };
  /** The line published before this one for the same place, where it is known. */
  readonly previous?: WeatherProduct | undefined;
}

/** A question that is asked of every line by itself. */
export interface LineCheck {
  readonly name: string;
  readonly severity: Severity;
  /** The field it looks at. */
  readonly column: string;
  readonly description: string;
  /** What a good line shows, in words. */
  readonly expected: string;
  passes(candidate: Candidate): boolean;
}

/** What one check found in a batch. */
export interface CheckResult {
  readonly name: string;
  readonly severity: Severity;
  readonly column: string | undefined;
  readonly passed: boolean;
  readonly expected: string;
  /** What was seen instead, in words; the first few offenders by name. */
  readonly actual: string;
  /** How many lines were looked at, and how many of them failed. */
  readonly observed: number;
  readonly failed: number;
}
