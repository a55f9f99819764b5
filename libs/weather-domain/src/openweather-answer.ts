import { z } from 'zod';

const measure = z.number().nullable().default(null);
const words = z.string().nullable().default(null);

/** 9999-12-31T23:59:59Z: past it ISO 8601 needs another form, and milliseconds pass for seconds. */
const LAST_SECOND_WITH_FOUR_DIGIT_YEAR = 253_402_300_799;

const condition = z.object({ id: measure, description: words });
const wind = z.object({ speed: measure, deg: measure, gust: measure });
const lastHour = z.object({ '1h': measure });
const clouds = z.object({ all: measure });
const sun = z.object({ country: words, sunrise: measure, sunset: measure });

/**
 * The body of OpenWeather's current weather (https://openweathermap.org/current), as tolerant as
 * real answers need: over the years they have come without `feels_like`, `gust`, `rain` or `timezone`,
 * and with `rain` under "3h". A part that is `null` counts as missing.
 */
export const openWeatherAnswerSchema = z.object({
  coord: z.object({ lat: z.number(), lon: z.number() }),
  weather: z.array(condition.nullish()).nullish(),
  main: z.object({ temp: z.number(), feels_like: measure, pressure: measure, humidity: measure }),
  visibility: measure,
  wind: wind.nullish(),
  rain: lastHour.nullish(),
  snow: lastHour.nullish(),
  clouds: clouds.nullish(),
  /** Unix seconds. */
  dt: z.int().min(0).max(LAST_SECOND_WITH_FOUR_DIGIT_YEAR),
  sys: sun.nullish(),
  name: words,
});

export type OpenWeatherAnswer = z.infer<typeof openWeatherAnswerSchema>;

/** What OpenWeather sends instead of weather; `cod` is a number or its text. */
export const openWeatherFaultSchema = z.object({
  cod: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
  message: z.string().optional(),
});
