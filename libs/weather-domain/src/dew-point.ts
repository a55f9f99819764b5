import { isHumidity, isWithin } from './limits';

const B = 17.625;
const C_CELSIUS = 243.04;
const COLDEST_CELSIUS = -40;
const WARMEST_CELSIUS = 50;

/**
 * The dew point in °C without regard to where its coefficients were fitted: good enough anywhere to
 * tell air from nonsense.
 *
 * @param celsius air temperature, °C
 * @param humidity relative humidity, %, above 0
 */
export function magnusDewPoint(celsius: number, humidity: number): number {
  const gamma = Math.log(humidity / 100) + (B * celsius) / (C_CELSIUS + celsius);
  return (C_CELSIUS * gamma) / (B - gamma);
}

/**
 * The dew point in °C, by the Magnus form with the coefficients of Alduchov and Eskridge, "Improved
 * Magnus Form Approximation of Saturation Vapor Pressure", J. Appl. Meteor. 35 (1996), 601-609.
 *
 * @param celsius air temperature, °C
 * @param humidity relative humidity, %
 * @returns `undefined` outside -40..50 °C, where the coefficients were fitted, and for humidity
 *   outside (0, 100] %, where the logarithm has no meaning
 */
export function dewPoint(celsius: number, humidity: number): number | undefined {
  const isFitted = isWithin(celsius, COLDEST_CELSIUS, WARMEST_CELSIUS);
  const isDefined = isFitted && humidity !== 0 && isHumidity(humidity);
  return isDefined ? magnusDewPoint(celsius, humidity) : undefined;
}
