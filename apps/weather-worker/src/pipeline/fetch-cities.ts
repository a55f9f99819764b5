import { cityLabel, type City, type FetchedAnswer } from '@weather/weather-domain';
import { SourceError, type SourceFailure } from '../sources/source-error';
import type { FetchRequest, WeatherSource } from '../sources/weather-source';
import { mapInOrder } from './map-in-order';

/** Why a city is missing. */
export type CityFailureReason = SourceFailure | 'quarantined';

/** A city without a product. */
export interface CityFailure {
  /** Its label. */
  readonly city: string;
  readonly reason: CityFailureReason;
  readonly message: string;
}

/** What became of one city. */
export type CityAnswer =
  | { readonly kind: 'fetched'; readonly fetched: FetchedAnswer }
  | { readonly kind: 'failed'; readonly failure: CityFailure };

/** A fetch of several cities. */
export interface CitiesRequest extends FetchRequest {
  /** How many cities are fetched at a time. */
  readonly concurrency: number;
}

async function answerFor(
  city: City,
  source: WeatherSource,
  request: FetchRequest,
): Promise<CityAnswer> {
  try {
    return { kind: 'fetched', fetched: await source.fetch(city, request) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { reason, message } = error;
    return { kind: 'failed', failure: { city: cityLabel(city), reason, message } };
  }
}

/**
 * What `source` answers for each city, in their order. A city that fails takes no other with it.
 *
 * @throws {UnauthorizedError} at once, when the source will answer for no city
 */
export function fetchCities(
  cities: readonly City[],
  source: WeatherSource,
  { at, signal, concurrency }: CitiesRequest,
): AsyncGenerator<CityAnswer, void, undefined> {
  return mapInOrder(cities, (city, ended) => answerFor(city, source, { at, signal: ended }), {
    concurrency,
    signal,
  });
}
