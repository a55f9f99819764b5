import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ProductKeys } from '@weather/s3-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataResponder } from '../answers/data-responder';
import { DescribeRoute } from '../docs/describe-route';
import { LINE_CONTENT } from '../docs/line-content';
import { remembered } from '../http/remembered';
import { Representations } from '../lines/representation';
import { productsParameters, productsQueryOf, type ProductsQuery } from '../query/products-query';
import { queryOf } from '../query/read-query';
import { PRODUCT_KEYS } from '../tokens';
import { ProductsService } from './products.service';

const PRODUCTS = `The lines of the newest files, oldest first. \`limit\` always counts files: \`city\` and \`fields\` then
select among their lines, so an answer may hold fewer lines than files. While older files exist, the header Link
names the next page. JSON Lines and CSV of any size are streamed.`;

/** Lines of published files. */
@ApiTags('products')
@Controller('products')
export class ProductsController {
  private readonly queries: (query: string) => ProductsQuery;
  private readonly representations = new Representations();

  constructor(
    @Inject(PRODUCT_KEYS) keys: ProductKeys,
    @Inject(ProductsService) private readonly products: ProductsService,
    @Inject(DataResponder) private readonly responder: DataResponder,
  ) {
    this.queries = remembered((query) => productsQueryOf(query, keys));
  }

  @Get()
  @DescribeRoute({
    summary: 'Lines of the newest files',
    description: PRODUCTS,
    query: productsParameters,
    content: LINE_CONTENT,
    problems: ['invalid-parameters', 'not-acceptable', 'uri-too-long', 'store-unavailable'],
    kind: 'data',
  })
  async getProducts(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = this.queries(queryOf(request.url));
    const representation = this.representations.choose(query.format, request.headers.accept);
    const answer = await this.products.answer(query, representation);
    await this.responder.send({ request, reply }, answer);
  }
}
