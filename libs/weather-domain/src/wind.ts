/** Lowest speed (m/s) of each Beaufort number, from 0: WMO Manual on Codes, table 1100. */
const BEAUFORT_FROM = [0, 0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7];

const COMPASS = [
  ...['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE'],
  ...['S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
];

/** The Beaufort number (0..12) of a wind of `metresPerSecond` (m/s); a negative wind has none. */
export function beaufort(metresPerSecond: number): number | undefined {
  const force = BEAUFORT_FROM.findLastIndex((from) => metresPerSecond >= from);
  return force === -1 ? undefined : force;
}

/**
 * The point of the 16-point compass the wind comes from, for `degrees` clockwise from north; angles
 * beyond a full turn are turned back, and what is no angle has no point.
 */
export function windDirection(degrees: number): string | undefined {
  const point = Math.round((((degrees % 360) + 360) % 360) / 22.5) % COMPASS.length;
  return COMPASS[point];
}
