import { enrichmentOf } from './enrichment';
import type { WeatherProduct } from './weather-product';
import type { WeatherReading } from './weather-reading';

/**
 * The product line of a reading.
 *
 * The fields stand in the order in which they are published, sorted by name, so that encoding a line
 * sorts nothing.
 *
 * @param collectedAt when the answer was fetched, ISO 8601 UTC
 */
export function productOf(reading: WeatherReading, collectedAt: string): WeatherProduct {
  const derived = enrichmentOf(reading);
  return {
    apparent_temperature: derived.apparent_temperature,
    beaufort: derived.beaufort,
    cloud_cover: reading.cloudCover,
    collected_at: collectedAt,
    condition_code: reading.conditionCode,
    country: reading.country,
    dew_point: derived.dew_point,
    feels_like: reading.feelsLike,
    heat_index: derived.heat_index,
    humidex: derived.humidex,
    humidity: reading.humidity,
    id: reading.id,
    lat: reading.lat,
    location_name: reading.locationName ?? `${reading.lat},${reading.lon}`,
    lon: reading.lon,
    observed_at: new Date(reading.observedAt * 1000).toISOString(),
    pressure: reading.pressure,
    rain_1h: reading.rainLastHour,
    snow_1h: reading.snowLastHour,
    source: reading.source,
    sunrise: reading.sunrise,
    sunset: reading.sunset,
    temp: reading.temperature,
    visibility: reading.visibility,
    weather: reading.description,
    wind_chill: derived.wind_chill,
    wind_deg: reading.windDegrees,
    wind_direction: derived.wind_direction,
    wind_gust: reading.windGust,
    wind_speed: reading.windSpeed,
  };
}
