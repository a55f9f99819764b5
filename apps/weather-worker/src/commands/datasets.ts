import { pathToFileURL } from 'node:url';
import type { SettingsShape } from '@weather/vault-secrets';
import type { CheckResult } from '@weather/weather-domain';
import type { Dataset } from '../lineage/run-event';
import { STANDARD_STREAM } from '../streams/line-output';
import type { Configured } from './configure';
import { choiceOf } from './source-of';
import { productColumns, type StoredProduct } from './stored-product';

const JSON_LINES = { storageLayer: 'file', fileFormat: 'jsonl' };

/** What a source of weather is to lineage: its endpoint. */
export function sourceDataset(
  configured: Configured<SettingsShape>,
  checks: readonly CheckResult[] = [],
): Dataset {
  const { kind } = choiceOf(configured);
  if (kind === 'replay') return { namespace: 'weather-worker', name: 'recordings', checks };
  const { OPENWEATHER_URL: openWeather, MET_NORWAY_URL: metNorway } = configured.variables;
  const { origin, pathname } = new URL(kind === 'openweather' ? openWeather : metNorway);
  return { namespace: origin, name: pathname, checks };
}

/** A file of lines, or a standard stream. */
export function linesDataset(path: string, more: Partial<Dataset> = {}): Dataset {
  const name = path === STANDARD_STREAM ? path : pathToFileURL(path).pathname;
  return { namespace: 'file', name, storage: JSON_LINES, ...more };
}

/**
 * The products of a store, which are one dataset however many hours it holds.
 *
 * @param place where the store is, such as `s3://bucket`, and what stands before the date in keys
 */
export function productsDataset(
  { rows, bytes, keys, sha256 }: StoredProduct,
  place: { readonly location: string; readonly prefix: string },
): Dataset {
  const isBucket = place.location.startsWith('s3://');
  const name = place.prefix.replace(/\/$/, '');
  return {
    namespace: isBucket ? place.location : 'file',
    name: isBucket ? name : `${pathToFileURL(place.location).pathname}/${name}`,
    fields: productColumns(),
    storage: { storageLayer: isBucket ? 's3' : 'file', fileFormat: 'jsonl' },
    version: sha256,
    statistics: { rowCount: rows, size: bytes, fileCount: keys.length },
  };
}
