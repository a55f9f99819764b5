import type { Newest, ProductReader } from '@weather/s3-store';
import { foldName } from '../lines/line-selection';
import { linesOf, type ProductLine } from '../lines/product-line';

/** How many of the newest files are looked through for cities and their latest lines. */
const RECENT_FILES = 24;

/** What the newest files hold of one city. */
export interface CitySighting {
  readonly name: string;
  /** The newest line. */
  readonly latest: ProductLine;
  /** How many lines. */
  readonly lines: number;
}

function byName(one: CitySighting, other: CitySighting): number {
  const [a, b] = [foldName(one.name), foldName(other.name)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The newest files, and what they hold of each city. */
export class RecentLines {
  constructor(private readonly reader: ProductReader) {}

  /** @throws {ObjectStoreError} when the store fails and nothing stands in */
  files(): Promise<Newest> {
    return this.reader.newest(RECENT_FILES);
  }

  /**
   * What the files hold of each city, by name. Lines without a name are of no city.
   *
   * @param keys oldest first
   * @throws {ObjectStoreError} when the store fails
   */
  async cities(keys: readonly string[], signal?: AbortSignal): Promise<readonly CitySighting[]> {
    const cities = new Map<string, CitySighting>();
    for await (const { bytes } of this.reader.chunksOf(keys, signal)) {
      for (const line of linesOf(bytes)) {
        const { location_name: name } = line;
        if (typeof name !== 'string') continue;
        const id = foldName(name);
        cities.set(id, { name, latest: line, lines: (cities.get(id)?.lines ?? 0) + 1 });
      }
    }
    return [...cities.values()].sort(byName);
  }
}
