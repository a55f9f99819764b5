import { z } from 'zod';
import type { ProductLine } from '../lines/product-line';
import { observationOf } from './city-answer';

/** The measures that statistics are made of. */
type Measure = 'temp' | 'humidity' | 'pressure' | 'wind_speed';

const measureStatsSchema = z
  .object({ min: z.number(), max: z.number(), mean: z.number() })
  .nullable()
  .describe('null when no line has a value.');

/** Statistics of a city as the API tells them. */
export const cityStatsSchema = z.object({
  city: z.string().describe('Name as its newest line has it.'),
  window: z.object({
    hours: z.int().describe('Length of the window.'),
    from: z.string().describe('Begin of the window (exclusive), ISO 8601.'),
    to: z.string().describe('End of the window, to the minute, ISO 8601.'),
  }),
  lines: z.int().describe('Lines of the city in the window.'),
  observations: z
    .int()
    .describe('Different observations among them: a source may answer the same one twice.'),
  first_observation: z.string().nullable().describe('When the first was observed, ISO 8601.'),
  last_observation: z.string().nullable().describe('When the last was observed, ISO 8601.'),
  completeness: z.number().describe('Hours of the window with a line, in % of its hours.'),
  is_truncated: z.boolean().describe('The window has more files than are read; the oldest lack.'),
  temp: measureStatsSchema,
  humidity: measureStatsSchema,
  pressure: measureStatsSchema,
  wind_speed: measureStatsSchema,
});

export type CityStats = z.infer<typeof cityStatsSchema>;

/** A span of time that ends now. */
export interface StatsWindow {
  readonly hours: number;
  /** Exclusive, so that a product an hour makes as many products as hours. */
  readonly from: Date;
  readonly to: Date;
}

/** A line of the city and when its file was published. */
export interface TimedLine {
  readonly publishedAt: Date;
  readonly line: ProductLine;
}

const HOUR_MS = 3_600_000;

function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The window of `hours` that ends at the minute of `now`. */
export function windowOf(hours: number, now: Date): StatsWindow {
  const to = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  return { hours, from: new Date(to.getTime() - hours * HOUR_MS), to };
}

function measureStats(lines: readonly ProductLine[], measure: Measure): CityStats[Measure] {
  const values = lines.map((line) => line[measure]).filter((value) => typeof value === 'number');
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = toHundredths(sum / values.length);
  return { min: Math.min(...values), max: Math.max(...values), mean };
}

/** Hours of the window in which a file was published; one after its end counts to its last hour. */
function filledHours(lines: readonly TimedLine[], { from, hours }: StatsWindow): number {
  const filled = lines.map(({ publishedAt }) => {
    const hour = Math.ceil((publishedAt.getTime() - from.getTime()) / HOUR_MS) - 1;
    return Math.min(hours - 1, Math.max(0, hour));
  });
  return new Set(filled).size;
}

function distinct(lines: readonly TimedLine[]): readonly ProductLine[] {
  const byId = new Map<unknown, ProductLine>();
  lines.forEach(({ line }, index) => byId.set(line['id'] ?? index, line));
  return [...byId.values()];
}

/**
 * Statistics of a city.
 *
 * @param lines its lines in the window, oldest first, at least one
 */
export function cityStats(
  lines: readonly TimedLine[],
  window: StatsWindow,
  isTruncated: boolean,
): CityStats {
  const observations = distinct(lines);
  const times = observations.map(observationOf).filter((time) => time !== null);
  times.sort((one, other) => Date.parse(one) - Date.parse(other));
  const name = lines.at(-1)?.line['location_name'];
  return {
    city: typeof name === 'string' ? name : '',
    window: { hours: window.hours, from: window.from.toISOString(), to: window.to.toISOString() },
    lines: lines.length,
    observations: observations.length,
    first_observation: times[0] ?? null,
    last_observation: times.at(-1) ?? null,
    completeness: toHundredths((100 * filledHours(lines, window)) / window.hours),
    is_truncated: isTruncated,
    temp: measureStats(observations, 'temp'),
    humidity: measureStats(observations, 'humidity'),
    pressure: measureStats(observations, 'pressure'),
    wind_speed: measureStats(observations, 'wind_speed'),
  };
}
