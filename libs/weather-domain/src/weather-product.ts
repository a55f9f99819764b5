import { z } from 'zod';

const measure = z.number().nullable();
const text = z.string().nullable();

/** The fifteen fields that every product line has had from the start; none changes or goes. */
const contractFields = {
  /** First 16 hex digits of sha1("lat,lon,dt"), the numbers as the source sent them. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** When the answer was fetched, ISO 8601 UTC. */
  collected_at: z.iso.datetime({ offset: true }),
  /** The requested name, or the source's where none was requested. */
  location_name: z.string(),
  /** Degrees north, as the source answered. */
  lat: z.number(),
  /** Degrees east, as the source answered. */
  lon: z.number(),
  /** Air temperature, °C. */
  temp: z.number(),
  /** Perceived temperature by the source's own formula, °C. */
  feels_like: measure,
  /** Relative humidity, %. */
  humidity: measure,
  /** hPa. */
  pressure: measure,
  /** m/s. */
  wind_speed: measure,
  /** Degrees clockwise from north. */
  wind_deg: measure,
  /** The conditions in words. */
  weather: text,
  /** Unix seconds. */
  sunrise: measure,
  /** Unix seconds. */
  sunset: measure,
  source: z.string(),
};

/** What this platform adds; `null` where the source is silent or a formula is out of its range. */
const enrichmentFields = {
  /** °C, Bureau of Meteorology. */
  apparent_temperature: measure,
  /** Beaufort number, 0..12. */
  beaufort: measure,
  /** %. */
  cloud_cover: measure,
  /** OpenWeather's condition id. */
  condition_code: measure,
  /** ISO 3166-1 alpha-2. */
  country: text,
  /** °C. */
  dew_point: measure,
  /** °C, National Weather Service. */
  heat_index: measure,
  /** Dimensionless, Environment Canada. */
  humidex: measure,
  /** When the weather was observed, ISO 8601 UTC. */
  observed_at: z.iso.datetime(),
  /** mm in the last hour. */
  rain_1h: measure,
  /** mm in the last hour. */
  snow_1h: measure,
  /** Metres. */
  visibility: measure,
  /** °C. */
  wind_chill: measure,
  /** Point of the 16-point compass the wind comes from. */
  wind_direction: text,
  /** m/s. */
  wind_gust: measure,
};

/**
 * One published line: the weather at one place at one time. Metric units throughout.
 *
 * Lines of other programs that hold the fifteen contract fields alone are products too, so reading
 * is done with {@link publishedLineSchema}.
 */
export const weatherProductSchema = z.object({ ...contractFields, ...enrichmentFields }).readonly();

export type WeatherProduct = z.infer<typeof weatherProductSchema>;

/** A line as it may stand in the store: the contract's fields, and whatever else was published. */
export const publishedLineSchema = z
  .looseObject(contractFields)
  .extend(z.object(enrichmentFields).partial().shape);

export type PublishedLine = z.infer<typeof publishedLineSchema>;

/** Every field of a product line, in the order of the line: sorted by name. */
export const PRODUCT_FIELDS = Object.keys({ ...contractFields, ...enrichmentFields }).sort();

/** The names of the fields that hold a temperature (°C), and those that hold a speed (m/s). */
export const TEMPERATURE_FIELDS = [
  ...['temp', 'feels_like', 'dew_point', 'heat_index', 'wind_chill', 'apparent_temperature'],
] as const;
export const SPEED_FIELDS = ['wind_speed', 'wind_gust'] as const;
