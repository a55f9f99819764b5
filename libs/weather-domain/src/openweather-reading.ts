import type { FetchedAnswer } from './fetched-answer';
import { faultsOf, InvalidAnswerError } from './invalid-answer-error';
import { openWeatherAnswerSchema, type OpenWeatherAnswer } from './openweather-answer';
import { readingId } from './reading-id';
import { sentUnits } from './sent-units';
import { celsiusOf, metresPerSecondOf, toHundredths, type UnitSystem } from './units';
import type { WeatherReading } from './weather-reading';

function parseAnswer(answer: unknown): OpenWeatherAnswer {
  const parsed = openWeatherAnswerSchema.safeParse(answer);
  if (!parsed.success)
    throw new InvalidAnswerError(faultsOf(parsed.error), { cause: parsed.error });
  return parsed.data;
}

type Convert = (value: number, units: UnitSystem) => number;

/** `value` by `convert`, to the precision of the source; metric answers stay as they were sent. */
function inMetric<T extends number | null>(value: T, units: UnitSystem, convert: Convert) {
  const isAsSent = value === null || units === 'metric';
  return isAsSent ? value : toHundredths(convert(value, units));
}

const NO_CONDITION = { id: null, description: null } as const;
const NO_WIND = { speed: null, deg: null, gust: null } as const;
const NO_CLOUDS = { all: null } as const;
const NO_FALL = { '1h': null } as const;
const NO_SUN = { country: null, sunrise: null, sunset: null } as const;

/** The parts that an answer may lack. */
function partsOf({ weather, wind, clouds, rain, snow, sys }: OpenWeatherAnswer) {
  return {
    condition: weather?.[0] ?? NO_CONDITION,
    wind: wind ?? NO_WIND,
    clouds: clouds ?? NO_CLOUDS,
    rain: rain ?? NO_FALL,
    snow: snow ?? NO_FALL,
    sun: sys ?? NO_SUN,
  };
}

/** The place's name: OpenWeather knows places at sea by the empty one. */
function nameOf({ name }: OpenWeatherAnswer): string | null {
  return name === '' ? null : name;
}

/**
 * The reading in an answer of OpenWeather's current weather.
 *
 * @throws {InvalidAnswerError} when the answer lacks coordinates, time or temperature
 */
export function openWeatherReading(fetched: FetchedAnswer): WeatherReading {
  const body = parseAnswer(fetched.answer);
  const { coord, main } = body;
  const { condition, wind, clouds, rain, snow, sun } = partsOf(body);
  const units = sentUnits(main.temp, main.humidity ?? 0, fetched.units);
  return {
    id: readingId(fetched.identity),
    source: fetched.source,
    locationName: fetched.city.name ?? nameOf(body),
    lat: coord.lat,
    lon: coord.lon,
    observedAt: body.dt,
    temperature: inMetric(main.temp, units, celsiusOf),
    feelsLike: inMetric(main.feels_like, units, celsiusOf),
    humidity: main.humidity,
    pressure: main.pressure,
    windSpeed: inMetric(wind.speed, units, metresPerSecondOf),
    windDegrees: wind.deg,
    windGust: inMetric(wind.gust, units, metresPerSecondOf),
    description: condition.description,
    conditionCode: condition.id,
    sunrise: sun.sunrise,
    sunset: sun.sunset,
    visibility: body.visibility,
    cloudCover: clouds.all,
    rainLastHour: rain['1h'],
    snowLastHour: snow['1h'],
    country: sun.country,
    sentUnits: units,
  };
}
