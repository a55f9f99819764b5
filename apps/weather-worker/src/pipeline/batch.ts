import { cityLabel, type QuarantinedLine } from '@weather/weather-domain';
import type { CityFailure } from './fetch-cities';
import type { OwnedLine } from './owners';
import type { TransformedLine } from './transformer';

/** Why a city whose line was set aside is missing. */
export function quarantineFailure({ fetched, faults }: QuarantinedLine): CityFailure {
  const city = cityLabel(fetched.city);
  const message = `the line of ${city} is set aside: ${faults.join('; ')}`;
  return { city, reason: 'quarantined', message };
}

/** Lines on their way to the store, and the cities that have none. */
export class Batch {
  readonly products: OwnedLine[] = [];
  readonly quarantined: OwnedLine[] = [];
  readonly failures: CityFailure[] = [];

  get isEmpty(): boolean {
    return this.products.length === 0 && this.quarantined.length === 0;
  }

  /** Takes a line; answers why its city is missing, when it is. */
  add(transformed: TransformedLine): CityFailure | undefined {
    if (transformed.kind === 'product') {
      this.products.push(transformed.line);
      return undefined;
    }
    this.quarantined.push(transformed.line);
    return this.addFailure(quarantineFailure(transformed.quarantined));
  }

  addFailure(failure: CityFailure): CityFailure {
    this.failures.push(failure);
    return failure;
  }
}
