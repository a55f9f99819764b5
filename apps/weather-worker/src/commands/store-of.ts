import { openObjectStore, ProductKeys } from '@weather/s3-store';
import type { SettingsShape } from '@weather/vault-secrets';
import type { ProductStore } from '../pipeline/shelves';
import type { Configured } from './configure';

/** The store that the configuration describes. Nothing is read or written yet. */
export function storeOf({ variables, logger }: Configured<SettingsShape>): ProductStore {
  const store = openObjectStore(variables, (warning) => {
    logger.warn({ warning }, 'Store:Write:Unconditional');
  });
  return { store, keys: new ProductKeys(variables.WEATHER_RESULTS_PREFIX) };
}

/** Where products stand: the store, and what stands before the date in their keys. */
export function storePlace({ store, keys }: ProductStore) {
  return { location: store.location, prefix: keys.prefix };
}
