import type { CheckResult } from '@weather/weather-domain';
import type { CityFailure } from './fetch-cities';
import type { ShelvedObject } from './publish';

/**
 * How a run ended: every city has a product and this run wrote some (`published`) or none
 * (`unchanged`), some cities have none (`partial`), or all (`failed`).
 */
export const RUN_STATUSES = ['published', 'unchanged', 'partial', 'failed'] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

/** What became of the cities of a run. */
export interface CitiesOutcome {
  readonly configured: number;
  /** How many have a product in the store, written by this run or an earlier one. */
  readonly published: number;
  readonly failed: readonly CityFailure[];
}

/** What a run did. */
export interface RunOutcome {
  readonly status: RunStatus;
  /** The scheduled time, ISO 8601 UTC. */
  readonly at: string;
  /** Every object that holds products of that time, oldest first. */
  readonly keys: readonly string[];
  /** The object this run wrote, or the first that stood there before; the next four are of it. */
  readonly key: string | undefined;
  readonly rows: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string | undefined;
  readonly etag: string | undefined;
  readonly cities: CitiesOutcome;
  /** How many lines were set aside by this run. */
  readonly quarantined: number;
  readonly quarantineKeys: readonly string[];
  /** Empty when nothing was fetched. */
  readonly checks: readonly CheckResult[];
  readonly seconds: number;
}

/** The part of an outcome that tells of one object. */
export function objectPart(object: ShelvedObject | undefined) {
  const { key, rows = 0, bytes = 0, sha256, etag } = object ?? {};
  return { key, rows, bytes, sha256, etag };
}

/** The status of a run that published `published` of `configured` cities. */
export function statusOf(
  { configured, published }: Pick<CitiesOutcome, 'configured' | 'published'>,
  hasWritten: boolean,
): RunStatus {
  if (published === 0) return 'failed';
  if (published < configured) return 'partial';
  return hasWritten ? 'published' : 'unchanged';
}

/** `RunOutcome` in one sentence. */
export function runInWords({ status, at, keys, cities, quarantined }: RunOutcome): string {
  const count = `${cities.published} of ${cities.configured} cities for ${at}`;
  const where = keys.length === 0 ? '' : ` in ${keys.join(', ')}`;
  const aside = quarantined === 0 ? '' : `; ${quarantined} lines in quarantine`;
  const missing = cities.failed.map(({ city, reason }) => `\n  ${city}: ${reason}`).join('');
  return `${status}: ${count}${where}${aside}${missing}`;
}
