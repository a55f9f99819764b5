import type { ProductKeys } from '@weather/s3-store';
import { PRODUCT_FIELDS } from '@weather/weather-domain';
import { lastModifiedOf, tagOf, type Answer } from '../answers/answer';
import { lineFormat } from '../lines/formats';
import { lineViewOf } from '../lines/line-view';
import { renderLines } from '../lines/render-lines';
import type { Representation } from '../lines/representation';
import type { LatestQuery } from './latest-query';
import type { RecentLines } from './recent-lines';

/** Answers `GET /products/latest`: the newest line of each city. */
export class LatestService {
  constructor(
    private readonly recent: RecentLines,
    private readonly keys: ProductKeys,
  ) {}

  /** @throws {ObjectStoreError} when the store fails and nothing stands in */
  async answer(query: LatestQuery, representation: Representation): Promise<Answer> {
    const basis = await this.recent.files();
    const { contentType } = representation;
    const { cities, fields, units } = query;
    const question = `latest ${contentType} ${JSON.stringify([cities, fields, units])}`;
    const head = {
      tag: tagOf(basis.keys, question),
      contentType,
      lastModified: lastModifiedOf(basis.keys, this.keys),
      link: undefined,
    };
    const content = (signal?: AbortSignal): AsyncIterable<Buffer> =>
      this.content(basis.keys, { query, representation }, signal);
    return { head, basis, content };
  }

  private async *content(
    keys: readonly string[],
    { query, representation }: { query: LatestQuery; representation: Representation },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Buffer, void, undefined> {
    const cities = await this.recent.cities(keys, signal);
    const lines = cities.map(({ latest }) => JSON.stringify(latest)).join('\n');
    const format = lineFormat(representation.format, query.fields ?? PRODUCT_FIELDS);
    yield* renderLines([{ bytes: Buffer.from(lines) }], { format, view: lineViewOf(query) });
  }
}
