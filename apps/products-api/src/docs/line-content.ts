import { PRODUCT_FIELDS } from '@weather/weather-domain';
import { csvLineOf, csvRow } from '../lines/csv';
import type { DescribedContent } from './describe-route';
import { schemaRef } from './json-schemas';

/** A line as one was published. */
const EXAMPLE_LINE = {
  collected_at: '2025-10-22T22:45:17.844074+00:00',
  feels_like: 12.11,
  humidity: 96,
  id: '463bfb94b7f8e5af',
  lat: 49.6117,
  location_name: 'Luxembourg',
  lon: 6.13,
  pressure: 994,
  source: 'openweathermap_current',
  sunrise: 1761199764,
  sunset: 1761236994,
  temp: 12.32,
  weather: 'light intensity drizzle',
  wind_deg: 170,
  wind_speed: 4.12,
};

const LINE = { anyOf: [schemaRef('ProductLine'), schemaRef('SelectedFields')] };

const CSV = [csvRow(PRODUCT_FIELDS), csvLineOf(PRODUCT_FIELDS)(EXAMPLE_LINE), ''].join('\r\n');

const JSON_LINES: DescribedContent = {
  schema: { type: 'string', description: 'A ProductLine in each line.' },
  example: `${JSON.stringify(EXAMPLE_LINE)}\n`,
};

/** Lines of products in all formats they come in. */
export const LINE_CONTENT: Readonly<Record<string, DescribedContent>> = {
  'application/json': { schema: { type: 'array', items: LINE }, example: [EXAMPLE_LINE] },
  'application/x-ndjson': JSON_LINES,
  'application/jsonl': JSON_LINES,
  'text/csv': {
    schema: {
      type: 'string',
      description:
        'RFC 4180 with a header line. Text that begins like a formula gets an apostrophe.',
    },
    example: CSV,
  },
};
