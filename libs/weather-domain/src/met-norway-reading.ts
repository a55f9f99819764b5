import { z } from 'zod';
import type { FetchedAnswer } from './fetched-answer';
import { faultsOf, InvalidAnswerError } from './invalid-answer-error';
import { readingId } from './reading-id';
import type { WeatherReading } from './weather-reading';

const measure = z.number().nullable().default(null);

const summary = z.object({ symbol_code: z.string().nullish() });

const stepSchema = z.object({
  time: z.iso.datetime(),
  data: z.object({
    instant: z.object({
      details: z.object({
        air_temperature: z.number(),
        air_pressure_at_sea_level: measure,
        cloud_area_fraction: measure,
        relative_humidity: measure,
        wind_from_direction: measure,
        wind_speed: measure,
        wind_speed_of_gust: measure,
      }),
    }),
    next_1_hours: z.object({ summary: summary.nullish() }).nullish(),
  }),
});

/**
 * The body of MET Norway's Locationforecast 2.0, compact or complete: GeoJSON whose first step is the
 * forecast for now. Units are always °C, m/s, hPa and %.
 */
const answerSchema = z.object({
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
  properties: z.object({ timeseries: z.tuple([stepSchema]).rest(z.unknown()) }),
});

type ForecastStep = z.infer<typeof stepSchema>;

function measuresOf({ data }: ForecastStep) {
  const { details } = data.instant;
  return {
    temperature: details.air_temperature,
    humidity: details.relative_humidity,
    pressure: details.air_pressure_at_sea_level,
    windSpeed: details.wind_speed,
    windDegrees: details.wind_from_direction,
    windGust: details.wind_speed_of_gust,
    cloudCover: details.cloud_area_fraction,
    description: data.next_1_hours?.summary?.symbol_code?.replaceAll('_', ' ') ?? null,
  };
}

/** What the forecast never holds. */
const NOT_FORECAST = {
  feelsLike: null,
  conditionCode: null,
  sunrise: null,
  sunset: null,
  visibility: null,
  rainLastHour: null,
  snowLastHour: null,
  country: null,
} as const;

/**
 * The reading in an answer of MET Norway's Locationforecast.
 *
 * @throws {InvalidAnswerError} when the answer lacks coordinates, time or temperature
 */
export function metNorwayReading(fetched: FetchedAnswer): WeatherReading {
  const parsed = answerSchema.safeParse(fetched.answer);
  if (!parsed.success)
    throw new InvalidAnswerError(faultsOf(parsed.error), { cause: parsed.error });
  const [lon, lat] = parsed.data.geometry.coordinates;
  const [now] = parsed.data.properties.timeseries;
  const observedAt = Date.parse(now.time) / 1000;
  return {
    id: readingId(fetched.identity),
    source: fetched.source,
    locationName: fetched.city.name ?? null,
    lat,
    lon,
    observedAt,
    ...NOT_FORECAST,
    ...measuresOf(now),
    sentUnits: 'metric',
  };
}
