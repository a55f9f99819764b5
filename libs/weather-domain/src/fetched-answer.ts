import { z } from 'zod';
import { citySchema } from './city';
import { UNIT_SYSTEMS } from './units';

/** The sources of weather, by the name that a product line carries in `source`. */
export const SOURCES = ['openweathermap_current', 'met_norway_locationforecast', 'replay'] as const;

export type Source = (typeof SOURCES)[number];

/**
 * What a source answered for one city, untouched: the line that the fetch step hands to the
 * transform step.
 */
export const fetchedAnswerSchema = z
  .strictObject({
    city: citySchema,
    /** When the answer came, ISO 8601 UTC. */
    collected_at: z.iso.datetime(),
    source: z.enum(SOURCES),
    /** The units that were asked for. */
    units: z.enum(UNIT_SYSTEMS),
    /** "lat,lon,dt" with the numbers written as the source sent them: what a product's id is made of. */
    identity: z.string(),
    /** The body, parsed. */
    answer: z.unknown(),
  })
  .readonly();

export type FetchedAnswer = z.infer<typeof fetchedAnswerSchema>;
