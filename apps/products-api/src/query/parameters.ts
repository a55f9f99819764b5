import { PRODUCT_FIELDS, UNIT_SYSTEMS } from '@weather/weather-domain';
import { z } from 'zod';
import { FORMATS } from '../lines/formats';

/** The most files one answer is made of. */
const MAX_LIMIT = 1000;

const MAX_CITIES = 50;
const MAX_CITY_LENGTH = 100;
const MAX_WINDOW_HOURS = 168;

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, `expected ${values.join(' or ')}`);
}

const expectedLimit = `expected a whole number from 1 to ${MAX_LIMIT}`;

/** How many of the newest files are read. */
export const limitParameter = z
  .string()
  .regex(/^\d{1,9}$/, expectedLimit)
  .transform(Number)
  .pipe(z.int(expectedLimit).min(1, expectedLimit).max(MAX_LIMIT, expectedLimit))
  .default(1)
  .describe(
    'How many of the newest files the answer is made of. It always counts files, not lines: filters select among their lines.',
  )
  .meta({ examples: [24] });

const expectedCity = `expected the name of a city, 1 to ${MAX_CITY_LENGTH} characters`;

/** Whose lines are wanted. */
export const cityParameter = z
  .array(z.string().min(1, expectedCity).max(MAX_CITY_LENGTH, expectedCity))
  .max(MAX_CITIES, `expected ${MAX_CITIES} cities at most`)
  .optional()
  .describe('Only lines of these cities, whatever the case. Repeat it or separate names by commas.')
  .meta({ examples: [['Luxembourg', 'Chicago']] });

const expectedInstant = 'expected an instant such as 2026-11-23T12:00:00Z (write "+" as %2B)';

const instant = z.iso
  .datetime({ offset: true, error: expectedInstant })
  .refine((text) => !Number.isNaN(Date.parse(text)), expectedInstant);

/** From when on. */
export const fromParameter = instant
  .optional()
  .describe('Only files published at this instant (ISO 8601) or later, by the time in their key.')
  .meta({ examples: ['2026-11-23T00:00:00Z'] });

/** Until when. */
export const toParameter = instant
  .optional()
  .describe('Only files published before this instant (ISO 8601), by the time in their key.')
  .meta({ examples: ['2026-11-24T00:00:00Z'] });

/** Which way the files come. */
export const orderParameter = oneOf(['asc', 'desc'])
  .default('asc')
  .describe(
    'Oldest file first (asc) or newest file first (desc). The lines of a file keep their order.',
  );

/** What of a line is wanted. */
export const fieldsParameter = z
  .array(z.enum(PRODUCT_FIELDS, `expected one of ${PRODUCT_FIELDS.join(', ')}`))
  .optional()
  .describe(
    'Only these fields of each line, in this order. What a line does not have is null. Repeat it or separate names by commas.',
  )
  .meta({ examples: [['location_name', 'temp']] });

/** In what temperatures and speeds are told. */
export const unitsParameter = oneOf(UNIT_SYSTEMS)
  .default('metric')
  .describe(
    'metric: °C and m/s. standard: K and m/s. imperial: °F and mph. All else stays metric.',
  );

/** Where the page before ended. */
export const cursorParameter = z
  .string()
  .min(1, 'expected the cursor of a Link header')
  .max(512, 'expected the cursor of a Link header')
  .optional()
  .describe(
    'Where the page before ended, from its Link header. Goes with the same city, from, to and order.',
  );

/** As what the lines come. */
export const formatParameter = oneOf(FORMATS)
  .optional()
  .describe('As what the lines come; wins over the header Accept.');

const expectedWindow = `expected whole hours from 1h to ${MAX_WINDOW_HOURS}h`;

/** How far back statistics reach. */
export const windowParameter = z
  .string()
  .regex(/^\d{1,3}h$/, expectedWindow)
  .refine((text) => {
    const hours = Number.parseInt(text, 10);
    return hours >= 1 && hours <= MAX_WINDOW_HOURS;
  }, expectedWindow)
  .default('24h')
  .describe(`How far back from now the statistics reach: 1h to ${MAX_WINDOW_HOURS}h.`);
