import { COLDEST_AIR_CELSIUS, isHumidity, isWithin, WARMEST_AIR_CELSIUS } from './limits';

/**
 * The apparent temperature in °C in the shade, as the Australian Bureau of Meteorology computes it:
 * R. G. Steadman, "Norms of apparent temperature in Australia", Aust. Met. Mag. 43 (1994), 1-16, the
 * version without radiation.
 *
 * @param celsius air temperature, °C
 * @param humidity relative humidity, %
 * @param metresPerSecond wind speed at 10 m, m/s
 * @returns `undefined` for what is no air: outside -90..60 °C, outside 0..100 %, a negative wind
 */
export function apparentTemperature(
  celsius: number,
  humidity: number,
  metresPerSecond: number,
): number | undefined {
  const isAir = isWithin(celsius, COLDEST_AIR_CELSIUS, WARMEST_AIR_CELSIUS) && isHumidity(humidity);
  const isDefined = isAir && metresPerSecond >= 0;
  if (!isDefined) return undefined;
  const vapourPressure = (humidity / 100) * 6.105 * Math.exp((17.27 * celsius) / (237.7 + celsius));
  return celsius + 0.33 * vapourPressure - 0.7 * metresPerSecond - 4;
}
