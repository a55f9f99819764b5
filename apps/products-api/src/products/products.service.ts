import type { Newest, ProductKeys, ProductReader } from '@weather/s3-store';
import { PRODUCT_FIELDS } from '@weather/weather-domain';
import { lastModifiedOf, tagOf, type Answer, type AnswerHead } from '../answers/answer';
import { BasisCache } from '../answers/basis-cache';
import { lineFormat } from '../lines/formats';
import { lineViewOf } from '../lines/line-view';
import { renderLines } from '../lines/render-lines';
import type { Representation } from '../lines/representation';
import type { ProductsQuery } from '../query/products-query';

const MOST_HEADS = 1000;

/** The `Link` header of the page behind the one whose oldest key is `oldest`. */
function nextLink(query: ProductsQuery, oldest: string): string {
  const parameters = new URLSearchParams(query.text);
  parameters.set('cursor', query.cursorAfter(oldest));
  return `</products?${parameters.toString()}>; rel="next"`;
}

/** Answers `GET /products`: lines of the newest files. */
export class ProductsService {
  private readonly heads = new BasisCache<AnswerHead>(MOST_HEADS);

  constructor(
    private readonly reader: ProductReader,
    private readonly keys: ProductKeys,
  ) {}

  /**
   * The lines that `query` selects, as `representation` has them.
   *
   * @throws {ObjectStoreError} when the store fails and nothing stands in
   */
  async answer(query: ProductsQuery, representation: Representation): Promise<Answer> {
    const { limit: count, from, to, before } = query;
    const newest = await this.reader.select({ count, from, to, before });
    const question = `${representation.contentType} ${newest.hasOlder} ${query.text}`;
    const head = this.heads.get(question, newest, () => this.headOf(query, representation, newest));
    const content = (signal?: AbortSignal): AsyncIterable<Buffer> => {
      const ordered = query.isNewestFirst ? newest.keys.toReversed() : newest.keys;
      const format = lineFormat(representation.format, query.fields ?? PRODUCT_FIELDS);
      const lines = this.reader.chunksOf(ordered, signal);
      return renderLines(lines, { format, view: lineViewOf(query) });
    };
    return { head, basis: newest, content };
  }

  private headOf(
    query: ProductsQuery,
    { contentType }: Representation,
    { keys, hasOlder }: Newest,
  ): AnswerHead {
    const [oldest] = keys;
    return {
      tag: tagOf(keys, `products ${contentType} ${query.identity}`),
      contentType,
      lastModified: lastModifiedOf(keys, this.keys),
      link: hasOlder && oldest !== undefined ? nextLink(query, oldest) : undefined,
    };
  }
}
