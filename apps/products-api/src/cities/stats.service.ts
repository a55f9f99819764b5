import type { Newest, ProductKeys, ProductReader } from '@weather/s3-store';
import { lastModifiedOf, tagOf, type Answer } from '../answers/answer';
import { BasisCache } from '../answers/basis-cache';
import { ProblemError } from '../errors/problem-error';
import { foldName } from '../lines/line-selection';
import { isOfCities } from '../lines/line-view';
import { linesOf } from '../lines/product-line';
import {
  cityStats,
  windowOf,
  type CityStats,
  type StatsWindow,
  type TimedLine,
} from './city-stats';

/** One file a minute for the longest window; more are not read for one request. */
const MOST_FILES = 10_080;

const MOST_KEPT = 100;
const CONTENT_TYPE = 'application/json; charset=utf-8';

/** What `GET /cities/{city}/stats` was asked. */
export interface StatsQuery {
  readonly city: string;
  readonly hours: number;
}

async function* piece(value: unknown): AsyncGenerator<Buffer, void, undefined> {
  yield await Promise.resolve(Buffer.from(JSON.stringify(value)));
}

/** Answers `GET /cities/{city}/stats`. */
export class StatsService {
  private readonly kept = new BasisCache<CityStats>(MOST_KEPT);

  constructor(
    private readonly reader: ProductReader,
    private readonly keys: ProductKeys,
    private readonly now: () => Date,
  ) {}

  /**
   * @throws {ProblemError} when no line of the city was published in the window
   * @throws {ObjectStoreError} when the store fails
   */
  async answer(query: StatsQuery): Promise<Answer> {
    const window = windowOf(query.hours, this.now());
    const from = new Date(window.from.getTime() + 1);
    const basis = await this.reader.select({ count: MOST_FILES, from });
    const question = `stats ${window.hours} ${window.to.toISOString()} ${foldName(query.city)}`;
    const stats =
      this.kept.find(question, basis) ??
      this.kept.keep(question, basis, await this.statsOf(query, window, basis));
    const lastModified = lastModifiedOf(basis.keys, this.keys);
    const tag = tagOf(basis.keys, question);
    return {
      head: { tag, contentType: CONTENT_TYPE, lastModified, link: undefined },
      basis,
      content: () => piece(stats),
    };
  }

  private async statsOf(
    { city }: StatsQuery,
    window: StatsWindow,
    { keys, hasOlder }: Newest,
  ): Promise<CityStats> {
    const lines = await this.linesOf(city, keys);
    if (lines.length > 0) return cityStats(lines, window, hasOlder);
    const detail = `No line of "${city.slice(0, 100)}" was published in the last ${window.hours} h.`;
    throw new ProblemError('unknown-city', detail);
  }

  private async linesOf(city: string, keys: readonly string[]): Promise<readonly TimedLine[]> {
    const found: TimedLine[] = [];
    const names = [foldName(city)];
    for await (const { key, bytes } of this.reader.chunksOf(keys)) {
      const publishedAt = this.keys.instantOf(key);
      if (publishedAt === undefined) continue;
      const lines = linesOf(bytes).filter((line) => isOfCities(line, names));
      found.push(...lines.map((line) => ({ publishedAt, line })));
    }
    return found;
  }
}
