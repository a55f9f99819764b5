import { z } from 'zod';
import { PRODUCT_FIELDS, weatherProductSchema } from '@weather/weather-domain';
import type { RunOutcome } from '../pipeline/run-outcome';
import { metadata, rowCount, type Metadata, type TableColumn } from '../pipes/metadata';

/** What is told of a product in the store. */
export type StoredProduct = Pick<
  RunOutcome,
  'at' | 'keys' | 'key' | 'rows' | 'bytes' | 'sha256' | 'etag' | 'quarantined'
> & { readonly status: string };

/** A field that may be `null` has two types, written as a list or as alternatives. */
const propertySchema = z.object({
  type: z.union([z.string().transform((type) => [type]), z.array(z.string())]).default([]),
  anyOf: z.array(z.object({ type: z.string() })).default([]),
});

/** The columns of a product line. */
export function productColumns(): readonly TableColumn[] {
  const { properties = {} } = z.toJSONSchema(weatherProductSchema);
  return PRODUCT_FIELDS.map((name) => {
    const { type: types, anyOf } = propertySchema.parse(properties[name]);
    const all = [...types, ...anyOf.map((choice) => choice.type)];
    return { name, type: all.find((type) => type !== 'null') ?? 'string' };
  });
}

/**
 * Metadata of a product that stands in the store.
 *
 * @param location where the store is, such as `s3://bucket`
 */
export function storedMetadata(product: StoredProduct, location: string): Metadata {
  const { key = '', keys, rows, bytes, sha256 = null, etag = null } = product;
  return {
    ...rowCount(rows),
    'dagster/column_schema': metadata.tableSchema(productColumns()),
    'dagster/uri': metadata.path(`${location}/${key}`),
    key: metadata.text(key),
    keys: metadata.json(keys),
    bytes: metadata.int(bytes),
    etag,
    sha256,
    status: metadata.text(product.status),
    quarantined: metadata.int(product.quarantined),
    scheduled_for: metadata.timestamp(new Date(product.at)),
  };
}
