import type { UnitSystem } from '@weather/weather-domain';

/** What becomes of the lines that were read. */
export interface LineSelection {
  /** Folded names (see {@link foldName}); none is all. */
  readonly cities: readonly string[];
  /** `undefined` is all. */
  readonly fields: readonly string[] | undefined;
  readonly units: UnitSystem;
}

/** `name` as it is compared: without case, and with composed letters. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
