const WARMEST_CELSIUS = 10;
/** 3 mph in m/s: up to it the air counts as calm. */
const CALM_METRES_PER_SECOND = 1.34112;

/**
 * The wind chill in °C by the index that Canada and the United States adopted in 2001: Osczevski and
 * Bluestein, "The New Wind Chill Equivalent Temperature Chart", Bull. Amer. Meteor. Soc. 86 (2005),
 * 1453-1458.
 *
 * @param celsius air temperature, °C
 * @param metresPerSecond wind speed at 10 m, m/s
 * @returns `undefined` above 10 °C or at 3 mph and less, where the index is not defined
 */
export function windChill(celsius: number, metresPerSecond: number): number | undefined {
  const isDefined = celsius <= WARMEST_CELSIUS && metresPerSecond > CALM_METRES_PER_SECOND;
  if (!isDefined) return undefined;
  const speed = (metresPerSecond * 3.6) ** 0.16;
  return 13.12 + 0.6215 * celsius - 11.37 * speed + 0.3965 * celsius * speed;
}
