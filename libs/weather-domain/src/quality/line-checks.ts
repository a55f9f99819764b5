import { COLDEST_AIR_CELSIUS, isWithin, WARMEST_AIR_CELSIUS } from '../limits';
import type { WeatherProduct } from '../weather-product';
import type { Candidate, LineCheck } from './quality-check';

type NumericField = 'temp' | 'humidity' | 'pressure' | 'wind_speed' | 'wind_deg';

const HOUR_MS = 3_600_000;
const OLDEST_MS = 2 * HOUR_MS;
const FURTHEST_AHEAD_MS = 5 * 60_000;
const LARGEST_STEP_CELSIUS_PER_HOUR = 15;
const FURTHEST_DEGREES = 0.1;

/** [field, lowest, highest, unit]: the limits of what has been measured on Earth, rounded outwards. */
const RANGES = [
  ['temp', COLDEST_AIR_CELSIUS, WARMEST_AIR_CELSIUS, '°C'],
  ['humidity', 0, 100, '%'],
  ['pressure', 870, 1085, 'hPa'],
  ['wind_speed', 0, 113, 'm/s'],
  ['wind_deg', 0, 360, '°'],
] as const satisfies readonly (readonly [NumericField, number, number, string])[];

const rangeChecks = RANGES.map(([column, lowest, highest, unit]): LineCheck => ({
  name: `${column}_range`,
  severity: 'ERROR',
  column,
  description: `${column} lies within what has been measured on Earth`,
  expected: `${lowest}..${highest} ${unit}`,
  passes: ({ product: { [column]: value } }) => value === null || isWithin(value, lowest, highest),
}));

function ageMs({ collected_at, observed_at }: WeatherProduct): number {
  return Date.parse(collected_at) - Date.parse(observed_at);
}

function isFresh({ product }: Candidate): boolean {
  const age = ageMs(product);
  return age <= OLDEST_MS && age >= -FURTHEST_AHEAD_MS;
}

function isSmallStep({ product, previous }: Candidate): boolean {
  if (previous === undefined) return true;
  const hours = (Date.parse(product.observed_at) - Date.parse(previous.observed_at)) / HOUR_MS;
  const limit = LARGEST_STEP_CELSIUS_PER_HOUR * Math.max(1, hours);
  return Math.abs(product.temp - previous.temp) <= limit;
}

/** The sun rises before it sets; where it does neither, sources send 0 or nothing. */
function isSunInOrder({ product: { sunrise, sunset } }: Candidate): boolean {
  return !sunrise || !sunset || sunrise < sunset;
}

function isNear({ product, city }: Candidate): boolean {
  const east = Math.abs(product.lon - city.lon);
  const apart = Math.max(Math.abs(product.lat - city.lat), Math.min(east, 360 - east));
  return apart <= FURTHEST_DEGREES + Number.EPSILON * 360;
}

function isGustAboveWind({ product: { wind_gust: gust, wind_speed: speed } }: Candidate): boolean {
  return gust === null || speed === null || gust >= speed;
}

function isDewBelowAir({ product: { dew_point: dew, temp } }: Candidate): boolean {
  return dew === null || dew <= temp;
}

const consistencyChecks: readonly LineCheck[] = [
  {
    name: 'gust_consistency',
    severity: 'WARN',
    column: 'wind_gust',
    description: 'a gust is at least as fast as the wind',
    expected: 'wind_gust >= wind_speed',
    passes: isGustAboveWind,
  },
  {
    name: 'dew_point_consistency',
    severity: 'WARN',
    column: 'dew_point',
    description: 'the dew point does not exceed the temperature',
    expected: 'dew_point <= temp',
    passes: isDewBelowAir,
  },
  {
    name: 'sun_consistency',
    severity: 'WARN',
    column: 'sunrise',
    description: 'the sun rises before it sets, but for polar day and night',
    expected: 'sunrise < sunset',
    passes: isSunInOrder,
  },
  {
    name: 'coordinate_match',
    severity: 'WARN',
    column: 'lat',
    description: 'the source answered for the place that was asked for',
    expected: `within ${FURTHEST_DEGREES}° of the city`,
    passes: isNear,
  },
  {
    name: 'unit_consistency',
    severity: 'WARN',
    column: 'temp',
    description: 'the answer is in the units that were asked for',
    expected: 'the units asked for',
    passes: ({ units }) => units.asked === units.sent,
  },
];

/** The checks of single lines, in the order they are reported. */
export const LINE_CHECKS: readonly LineCheck[] = [
  ...rangeChecks,
  {
    name: 'freshness',
    severity: 'WARN',
    column: 'observed_at',
    description: 'the observation is recent, and not from the future',
    expected: 'at most 2 h before collected_at and 5 min after it',
    passes: isFresh,
  },
  ...consistencyChecks,
  {
    name: 'step_change',
    severity: 'WARN',
    column: 'temp',
    description: 'the temperature changed by no more than the weather can',
    expected: `at most ${LARGEST_STEP_CELSIUS_PER_HOUR} °C an hour since the line before`,
    passes: isSmallStep,
  },
];
