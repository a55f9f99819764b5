import { isHumidity } from './limits';
import { celsiusOfFahrenheit, fahrenheitOf } from './units';

const MILDEST_FAHRENHEIT = 80;
/** The hottest cell of the published chart, plus the regression's own error of 1.3 °F. */
const HIGHEST_INDEX_FAHRENHEIT = 137 + 1.3;

/**
 * The regression behind the heat index, °F: L. P. Rothfusz, "The Heat Index Equation", National
 * Weather Service Technical Attachment SR 90-23 (1990), a fit to Steadman's table of 1979.
 *
 * @param t air temperature, °F
 * @param r relative humidity, %
 */
export function rothfusz(t: number, r: number): number {
  return (
    -42.379 +
    2.04901523 * t +
    10.14333127 * r -
    0.22475541 * t * r -
    0.00683783 * t * t -
    0.05481717 * r * r +
    0.00122874 * t * t * r +
    0.00085282 * t * r * r -
    0.00000199 * t * t * r * r
  );
}

/** What the National Weather Service adds to the regression in very dry and very damp air, °F. */
export function heatIndexAdjustment(t: number, r: number): number {
  if (r < 13 && t >= 80 && t <= 112) {
    return -((13 - r) / 4) * Math.sqrt((17 - Math.abs(t - 95)) / 17);
  }
  return r > 85 && t >= 80 && t <= 87 ? ((r - 85) / 10) * ((87 - t) / 5) : 0;
}

/** The average of Steadman's simple formula and the temperature, °F. */
function simpleIndex(t: number, r: number): number {
  return (0.5 * (t + 61 + (t - 68) * 1.2 + r * 0.094) + t) / 2;
}

/**
 * The heat index in °C by the algorithm of the National Weather Service's Weather Prediction Center
 * (https://www.wpc.ncep.noaa.gov/html/heatindex_equation.shtml).
 *
 * @param celsius air temperature, °C
 * @param humidity relative humidity, %
 * @returns `undefined` below 80 °F, where the index is not defined, and beyond the published chart
 */
export function heatIndex(celsius: number, humidity: number): number | undefined {
  const t = fahrenheitOf(celsius);
  const isDefined = t >= MILDEST_FAHRENHEIT && isHumidity(humidity);
  if (!isDefined) return undefined;
  const simple = simpleIndex(t, humidity);
  const index = simple < 80 ? simple : rothfusz(t, humidity) + heatIndexAdjustment(t, humidity);
  return index <= HIGHEST_INDEX_FAHRENHEIT ? celsiusOfFahrenheit(index) : undefined;
}
