import { magnusDewPoint } from './dew-point';
import { COLDEST_AIR_CELSIUS, isWithin, WARMEST_AIR_CELSIUS } from './limits';
import { celsiusOf, UNIT_SYSTEMS, type UnitSystem } from './units';

/** The highest dew point on record is 35 °C (Dhahran, 2003): above it the air cannot be. */
const HIGHEST_DEW_POINT_CELSIUS = 36;

function isPlausible(temperature: number, humidity: number, units: UnitSystem): boolean {
  const celsius = celsiusOf(temperature, units);
  if (!isWithin(celsius, COLDEST_AIR_CELSIUS, WARMEST_AIR_CELSIUS)) return false;
  return humidity <= 0 || magnusDewPoint(celsius, humidity) <= HIGHEST_DEW_POINT_CELSIUS;
}

/**
 * The units an answer is in: those that were asked for, unless the air it describes cannot exist in
 * them and exists in exactly one other system. Endpoints that stand in for OpenWeather do not always
 * heed `units`.
 *
 * @param humidity relative humidity, %; 0 when unknown
 */
export function sentUnits(temperature: number, humidity: number, asked: UnitSystem): UnitSystem {
  if (isPlausible(temperature, humidity, asked)) return asked;
  const [only, ...more] = UNIT_SYSTEMS.filter((units) => isPlausible(temperature, humidity, units));
  return only !== undefined && more.length === 0 ? only : asked;
}
