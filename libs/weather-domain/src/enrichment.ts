import { apparentTemperature } from './apparent-temperature';
import { dewPoint } from './dew-point';
import { heatIndex } from './heat-index';
import { humidex } from './humidex';
import { toHundredths } from './units';
import type { WeatherReading } from './weather-reading';
import { beaufort, windDirection } from './wind';
import { windChill } from './wind-chill';

/** To two decimals; `null` also for what is no number, which JSON cannot say. */
function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : toHundredths(value);
}

function dewPointOf({ temperature, humidity }: WeatherReading): number | undefined {
  return humidity === null ? undefined : dewPoint(temperature, humidity);
}

function heatIndexOf({ temperature, humidity }: WeatherReading): number | undefined {
  return humidity === null ? undefined : heatIndex(temperature, humidity);
}

function windChillOf({ temperature, windSpeed }: WeatherReading): number | undefined {
  return windSpeed === null ? undefined : windChill(temperature, windSpeed);
}

function apparentTemperatureOf(reading: WeatherReading): number | undefined {
  const { temperature, humidity, windSpeed } = reading;
  if (humidity === null || windSpeed === null) return undefined;
  return apparentTemperature(temperature, humidity, windSpeed);
}

/** What can be derived from a reading; `null` where a part is missing or a formula out of range. */
export function enrichmentOf(reading: WeatherReading) {
  const { temperature, windSpeed, windDegrees } = reading;
  const dew = dewPointOf(reading);
  return {
    apparent_temperature: rounded(apparentTemperatureOf(reading)),
    beaufort: windSpeed === null ? null : (beaufort(windSpeed) ?? null),
    dew_point: rounded(dew),
    heat_index: rounded(heatIndexOf(reading)),
    humidex: dew === undefined ? null : rounded(humidex(temperature, dew)),
    wind_chill: rounded(windChillOf(reading)),
    wind_direction: windDegrees === null ? null : (windDirection(windDegrees) ?? null),
  };
}
