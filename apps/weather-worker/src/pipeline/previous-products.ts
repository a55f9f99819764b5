import { newestKeys, readObject } from '@weather/s3-store';
import {
  weatherProductSchema,
  type PreviousProduct,
  type WeatherProduct,
} from '@weather/weather-domain';
import { parsedJson } from '../sources/answer-body';
import type { ProductStore } from './shelves';

/** Older products say little about how fast the weather may have changed. */
const OLDEST_MS = 24 * 3_600_000;

function productsIn(bytes: Buffer): ReadonlyMap<string, WeatherProduct> {
  const products = new Map<string, WeatherProduct>();
  for (const line of bytes.toString('utf8').split('\n')) {
    const product = weatherProductSchema.safeParse(parsedJson(line));
    if (product.success) products.set(product.data.location_name, product.data);
  }
  return products;
}

/**
 * The lines of the newest product before `at`, for the step-change check; none when it is older than
 * a day. Costs one listing and one read. Lines that are no products of this platform are passed over.
 *
 * @throws {ObjectStoreError} when the store fails
 */
export async function previousProducts(
  { store, keys }: ProductStore,
  at: Date,
  signal: AbortSignal,
): Promise<PreviousProduct> {
  const from = new Date(at.getTime() - OLDEST_MS);
  const newest = await newestKeys(store, keys, { count: 1, now: at, from, to: at, signal });
  const [key] = newest.keys;
  const object = key === undefined ? undefined : await readObject(store, key, { signal });
  const products = productsIn(object?.bytes ?? Buffer.alloc(0));
  return (name) => products.get(name);
}
