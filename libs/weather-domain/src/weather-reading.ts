import type { Source } from './fetched-answer';
import type { UnitSystem } from './units';

/**
 * What a source measured at one place, in metric units whatever the source sent. What a source left
 * out is `null`, as in the product line.
 */
export interface WeatherReading {
  /** First 16 hex digits of sha1("lat,lon,dt"), the numbers written as the source sent them. */
  readonly id: string;
  readonly source: Source;
  /** `null` when neither the request nor the answer holds a name. */
  readonly locationName: string | null;
  /** Degrees north, as the source answered. */
  readonly lat: number;
  /** Degrees east, as the source answered. */
  readonly lon: number;
  /** Unix seconds. */
  readonly observedAt: number;
  /** °C. */
  readonly temperature: number;
  /** °C, by the source's own formula. */
  readonly feelsLike: number | null;
  /** Relative humidity, %. */
  readonly humidity: number | null;
  /** hPa. */
  readonly pressure: number | null;
  /** m/s at 10 m. */
  readonly windSpeed: number | null;
  /** Degrees clockwise from north, where the wind comes from. */
  readonly windDegrees: number | null;
  /** m/s. */
  readonly windGust: number | null;
  readonly description: string | null;
  /** OpenWeather's condition id. */
  readonly conditionCode: number | null;
  /** Unix seconds. */
  readonly sunrise: number | null;
  /** Unix seconds. */
  readonly sunset: number | null;
  /** Metres; OpenWeather caps it at 10,000. */
  readonly visibility: number | null;
  /** %. */
  readonly cloudCover: number | null;
  /** mm in the last hour. */
  readonly rainLastHour: number | null;
  /** mm in the last hour. */
  readonly snowLastHour: number | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** The units the answer turned out to be in, before they were made metric. */
  readonly sentUnits: UnitSystem;
}
