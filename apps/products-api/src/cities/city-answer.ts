import { z } from 'zod';
import type { ProductLine } from '../lines/product-line';
import type { CitySighting } from '../products/recent-lines';

/** A city as the API tells it. */
export const cityAnswerSchema = z.object({
  name: z.string().describe('Name as its newest line has it.'),
  lat: z.number().nullable().describe('Degrees north.'),
  lon: z.number().nullable().describe('Degrees east.'),
  last_observation: z
    .string()
    .nullable()
    .describe('When its weather was last observed (or, in old lines, collected), ISO 8601.'),
  lines: z.int().describe('Lines of the city in the newest 24 files.'),
});

export type CityAnswer = z.infer<typeof cityAnswerSchema>;

/** When the weather in `line` was observed, as the line has it; old lines tell the collection only. */
export function observationOf({ observed_at, collected_at }: ProductLine): string | null {
  const time = observed_at ?? collected_at;
  return typeof time === 'string' ? time : null;
}

/** What is told of a city. */
export function cityAnswerOf({ name, latest, lines }: CitySighting): CityAnswer {
  const { lat, lon } = latest;
  return {
    name,
    lat: typeof lat === 'number' ? lat : null,
    lon: typeof lon === 'number' ? lon : null,
    last_observation: observationOf(latest),
    lines,
  };
}
