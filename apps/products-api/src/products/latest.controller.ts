import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataResponder } from '../answers/data-responder';
import { DescribeRoute } from '../docs/describe-route';
import { LINE_CONTENT } from '../docs/line-content';
import { Representations } from '../lines/representation';
import { queryOf } from '../query/read-query';
import { latestParameters, latestQueryOf } from './latest-query';
import { LatestService } from './latest.service';

const LATEST = `The newest line of each city, by name, as far as the newest 24 files have one.`;

/** The newest line of each city. */
@ApiTags('products')
@Controller('products/latest')
export class LatestController {
  private readonly representations = new Representations();

  constructor(
    @Inject(LatestService) private readonly latest: LatestService,
    @Inject(DataResponder) private readonly responder: DataResponder,
  ) {}

  @Get()
  @DescribeRoute({
    summary: 'The newest line of each city',
    description: LATEST,
    query: latestParameters,
    content: LINE_CONTENT,
    problems: ['invalid-parameters', 'not-acceptable', 'uri-too-long', 'store-unavailable'],
    kind: 'data',
  })
  async getLatestProducts(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = latestQueryOf(queryOf(request.url));
    const representation = this.representations.choose(query.format, request.headers.accept);
    const answer = await this.latest.answer(query, representation);
    await this.responder.send({ request, reply }, answer);
  }
}
