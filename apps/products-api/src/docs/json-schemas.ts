import { PRODUCT_FIELDS, publishedLineSchema } from '@weather/weather-domain';
import { z } from 'zod';
import { cityAnswerSchema } from '../cities/city-answer';
import { cityStatsSchema } from '../cities/city-stats';
import { problemSchema } from '../errors/problem';
import { healthSchema } from '../health/health-answer';

/** A JSON Schema (2020-12), which is what OpenAPI 3.1 describes values with. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A line of which only chosen fields are shown. */
const selectedFieldsSchema = z
  .partialRecord(z.enum(PRODUCT_FIELDS), z.union([z.string(), z.number(), z.null()]))
  .describe('The fields that the parameter "fields" names; null where the line has none.');

const SCHEMAS = {
  ProductLine: publishedLineSchema.describe(
    'The weather at one place at one time. Fields beyond these may follow.',
  ),
  SelectedFields: selectedFieldsSchema,
  City: cityAnswerSchema,
  CityStats: cityStatsSchema,
  Health: healthSchema,
  Problem: problemSchema,
} as const;

/** The names of the described values. */
export type SchemaName = keyof typeof SCHEMAS;

/** What tells readers nothing: the pattern behind a format, and bounds that any number keeps. */
function isNoise([keyword, value]: readonly [string, unknown], { format }: JsonSchema): boolean {
  if (keyword === 'pattern') return format !== undefined;
  if (keyword === '$schema') return true;
  return value === Number.MIN_SAFE_INTEGER || value === Number.MAX_SAFE_INTEGER;
}

function dropNoise(jsonSchema: JsonSchema): void {
  const noise = Object.entries(jsonSchema).filter((entry) => isNoise(entry, jsonSchema));
  for (const [keyword] of noise) Reflect.deleteProperty(jsonSchema, keyword);
}

/** `schema` as JSON Schema, without the dialect, which the document tells once. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'output',
    override: ({ jsonSchema }) => {
      dropNoise(jsonSchema);
    },
  });
  dropNoise(made);
  return made;
}

/** The described values by name, as `components.schemas` has them. */
export function componentSchemas(): Readonly<Record<SchemaName, JsonSchema>> {
  const entries = Object.entries(SCHEMAS).map(([name, schema]) => [name, jsonSchemaOf(schema)]);
  return Object.fromEntries(entries) as Record<SchemaName, JsonSchema>;
}

/** A reference to a described value. */
export function schemaRef(name: SchemaName): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
