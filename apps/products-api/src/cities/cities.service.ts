import type { ProductKeys } from '@weather/s3-store';
import { lastModifiedOf, tagOf, type Answer } from '../answers/answer';
import type { RecentLines } from '../products/recent-lines';
import { cityAnswerOf } from './city-answer';

const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Answers `GET /cities`: which cities have lines. */
export class CitiesService {
  constructor(
    private readonly recent: RecentLines,
    private readonly keys: ProductKeys,
  ) {}

  /** @throws {ObjectStoreError} when the store fails and nothing stands in */
  async answer(): Promise<Answer> {
    const basis = await this.recent.files();
    const lastModified = lastModifiedOf(basis.keys, this.keys);
    const tag = tagOf(basis.keys, 'cities');
    return {
      head: { tag, contentType: CONTENT_TYPE, lastModified, link: undefined },
      basis,
      content: (signal) => this.content(basis.keys, signal),
    };
  }

  private async *content(
    keys: readonly string[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Buffer, void, undefined> {
    const cities = await this.recent.cities(keys, signal);
    yield Buffer.from(JSON.stringify(cities.map(cityAnswerOf)));
  }
}
