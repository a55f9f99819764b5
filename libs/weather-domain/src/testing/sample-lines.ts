import type { WeatherProduct } from '../weather-product';
import published from './fixtures/published-lines.json';

/** Lines that a deployed reference system published in October 2025, as they stood in the store. */
export const PUBLISHED_LINES: readonly string[] = published.map((line) => JSON.stringify(line));

/** A product line that every quality check is content with: mild, damp Luxembourg in the rain. */
export function sampleProduct(changes: Partial<WeatherProduct> = {}): WeatherProduct {
  return {
    apparent_temperature: 9.97,
    beaufort: 3,
    cloud_cover: 90,
    collected_at: '2026-11-23T12:00:05.000Z',
    condition_code: 500,
    country: 'LU',
    dew_point: 11.7,
    feels_like: 12.11,
    heat_index: null,
    humidex: null,
    humidity: 96,
    id: '463bfb94b7f8e5af',
    lat: 49.6117,
    location_name: 'Luxembourg',
    lon: 6.13,
    observed_at: '2026-11-23T11:52:00.000Z',
    pressure: 994,
    rain_1h: 0.4,
    snow_1h: null,
    source: 'openweathermap_current',
    sunrise: 1795417200,
    sunset: 1795448700,
    temp: 12.32,
    visibility: 10000,
    weather: 'light rain',
    wind_chill: null,
    wind_deg: 170,
    wind_direction: 'S',
    wind_gust: 7.2,
    wind_speed: 4.12,
    ...changes,
  };
}
