import { newestKeys } from '@weather/s3-store';
import type { ProductStore } from '../pipeline/shelves';

/**
 * The scheduled time of the newest product: what is known of the last success after a restart, so
 * that an alert about stale products does not fire for every restart.
 *
 * @returns `undefined` when there is none
 * @throws {ObjectStoreError} when the store fails
 */
export async function newestProductTime(
  { store, keys }: ProductStore,
  now: Date,
): Promise<Date | undefined> {
  const { keys: newest } = await newestKeys(store, keys, { count: 1, now });
  const [key] = newest;
  return key === undefined ? undefined : keys.instantOf(key);
}
