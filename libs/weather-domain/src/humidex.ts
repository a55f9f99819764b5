const MILDEST_CELSIUS = 20;

/**
 * The humidex, dimensionless: J. M. Masterton and F. A. Richardson, "Humidex, A Method of Quantifying
 * Human Discomfort Due to Excessive Heat and Humidity", Environment Canada CLI 1-79 (1979).
 *
 * @param celsius air temperature, °C
 * @param dewPointCelsius dew point, °C
 * @returns `undefined` below 20 °C or for a dew point of 0 °C and less, where it is not reported
 */
export function humidex(celsius: number, dewPointCelsius: number): number | undefined {
  const isReported = celsius >= MILDEST_CELSIUS && dewPointCelsius > 0;
  if (!isReported) return undefined;
  const vapourPressure = 6.11 * Math.exp(5417.753 * (1 / 273.16 - 1 / (273.15 + dewPointCelsius)));
  return celsius + (5 / 9) * (vapourPressure - 10);
}
