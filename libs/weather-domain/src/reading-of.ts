import type { FetchedAnswer, Source } from './fetched-answer';
import { metNorwayReading } from './met-norway-reading';
import { openWeatherReading } from './openweather-reading';
import type { WeatherReading } from './weather-reading';

const READERS: Record<Source, (fetched: FetchedAnswer) => WeatherReading> = {
  openweathermap_current: openWeatherReading,
  met_norway_locationforecast: metNorwayReading,
  replay: openWeatherReading,
};

/**
 * The reading in what a source answered.
 *
 * @throws {InvalidAnswerError} when the answer holds none
 */
export function readingOf(fetched: FetchedAnswer): WeatherReading {
  return READERS[fetched.source](fetched);
}
