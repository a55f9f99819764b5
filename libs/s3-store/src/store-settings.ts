import { z } from 'zod';
import { DirectoryObjectStore } from './directory-object-store';
import type { ObjectStore } from './object-store';
import { DEFAULT_PREFIX } from './product-keys';
import { createS3Client } from './s3-client';
import { S3ObjectStore, type S3StoreOptions } from './s3-object-store';

/** The bucket of the products when none is configured. */
export const DEFAULT_BUCKET = 'dagster-weather-products';

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^\\]*$/;

/** The variables that say where products are stored; part of the settings of every program. */
export const storeVariables = {
  WEATHER_STORE_DIR: z
    .string()
    .optional()
    .describe('Directory that holds the products, instead of a bucket.'),
  WEATHER_RESULTS_BUCKET: z
    .string()
    .regex(BUCKET, 'expected the name of an S3 bucket: 3 to 63 of a-z, 0-9, "." and "-"')
    .optional()
    .describe(`S3 bucket that holds the products; \`${DEFAULT_BUCKET}\` without a directory.`),
  WEATHER_RESULTS_PREFIX: z
    .string()
    .regex(PREFIX, 'expected the beginning of a key, such as weather-products/')
    .default(DEFAULT_PREFIX)
    .describe('What stands before the date in the keys of products.'),
  AWS_REGION: z.string().optional().describe('Region of the bucket.'),
  AWS_DEFAULT_REGION: z.string().optional().describe('Region where AWS_REGION is not set.'),
  AWS_ENDPOINT_URL_S3: z
    .url({ protocol: /^https?$/, error: 'expected a URL, such as http://127.0.0.1:9000' })
    .optional()
    .describe('Endpoint of an S3 service other than AWS.'),
  AWS_ENDPOINT_URL: z
    .url({ protocol: /^https?$/, error: 'expected a URL, such as http://127.0.0.1:9000' })
    .optional()
    .describe('Endpoint where AWS_ENDPOINT_URL_S3 is not set.'),
  WEATHER_STORE_TIMEOUT_MS: z.coerce
    .number('expected milliseconds')
    .int('expected whole milliseconds')
    .min(100)
    .max(600_000)
    .default(10_000)
    .describe('How long one call of the store may take, in milliseconds.'),
};

/** The parsed values of {@link storeVariables}. */
export type StoreVariables = z.infer<z.ZodObject<typeof storeVariables>>;

/**
 * What is wrong with the variables together, or `undefined`.
 *
 * A directory and a bucket exclude each other, because nobody could tell which one is meant.
 */
export function storeConflict(variables: Partial<StoreVariables>): string | undefined {
  const { WEATHER_STORE_DIR: directory, WEATHER_RESULTS_BUCKET: bucket } = variables;
  if (directory === undefined || bucket === undefined) return undefined;
  return `WEATHER_STORE_DIR="${directory}" and WEATHER_RESULTS_BUCKET="${bucket}" are both set: unset one`;
}

/**
 * The store that the variables describe. Nothing is read or written yet.
 *
 * @param onWarning told when an S3 store had to write without a condition
 */
export function openObjectStore(
  variables: StoreVariables,
  onWarning?: S3StoreOptions['onWarning'],
): ObjectStore {
  const { WEATHER_STORE_DIR: directory, WEATHER_STORE_TIMEOUT_MS: timeoutMs } = variables;
  if (directory !== undefined) return new DirectoryObjectStore(directory);
  const client = createS3Client({
    region: variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION,
    endpoint: variables.AWS_ENDPOINT_URL_S3 ?? variables.AWS_ENDPOINT_URL,
    timeoutMs,
  });
  return new S3ObjectStore(client, variables.WEATHER_RESULTS_BUCKET ?? DEFAULT_BUCKET, {
    timeoutMs,
    onWarning,
  });
}
