import type { City, FetchedAnswer, Source } from '@weather/weather-domain';

/** When and how long weather is asked for. */
export interface FetchRequest {
  /** The scheduled time of the run. A live source answers for the present whatever it says. */
  readonly at: Date;
  /** Ends the fetch; it then fails with the signal's reason. */
  readonly signal: AbortSignal;
}

/** Where weather comes from. */
export interface WeatherSource {
  /** The name that product lines carry in `source`. */
  readonly name: Source;
  /**
   * What the source says about `city`, untouched.
   *
   * @throws {SourceError} when it has no answer for this city
   * @throws {UnauthorizedError} when it will answer for no city
   */
  fetch(city: City, request: FetchRequest): Promise<FetchedAnswer>;
}
