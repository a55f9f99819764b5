import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DescribeRoute } from '../docs/describe-route';
import { ApiMetrics } from './api-metrics';

/** What Prometheus reads. Its path is set by the module that registers it. */
@ApiTags('operations')
@Controller()
export class MetricsController {
  constructor(@Inject(ApiMetrics) private readonly metrics: ApiMetrics) {}

  @Get()
  @DescribeRoute({
    summary: 'Metrics',
    description: 'All metrics, as Prometheus reads them.',
    content: { 'text/plain': { schema: { type: 'string' } } },
    problems: [],
    kind: 'operations',
  })
  async getMetrics(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.scrape();
    const headers = {
      'content-type': this.metrics.registry.contentType,
      'cache-control': 'no-store',
    };
    reply.headers(headers).send(text);
  }
}
