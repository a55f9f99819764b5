import type { ObjectStore, ProductKeys } from '@weather/s3-store';
import { ownersOfProduct, ownersOfQuarantined } from './owners';
import type { Shelf } from './publish';

/** The store, and how keys are made. */
export interface ProductStore {
  readonly store: ObjectStore;
  readonly keys: ProductKeys;
}

function secondsLater(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

/** Where the products made for `at` stand. */
export function productShelf({ store, keys }: ProductStore, at: Date, signal: AbortSignal): Shelf {
  const keyAfter = (second: number) => keys.keyFor(secondsLater(at, second));
  return { store, keyAfter, ownersOf: ownersOfProduct, signal };
}

/** Where the lines stand that were set aside when the products for `at` were made. */
export function quarantineShelf(
  { store, keys }: ProductStore,
  at: Date,
  signal: AbortSignal,
): Shelf {
  const keyAfter = (second: number) => keys.quarantineKeyFor(secondsLater(at, second));
  return { store, keyAfter, ownersOf: ownersOfQuarantined, signal };
}
