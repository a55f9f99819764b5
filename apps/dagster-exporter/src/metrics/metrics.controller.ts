import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ExporterMetrics } from './exporter-metrics';

/** What Prometheus reads. Its path is set by the module that registers it. */
@Controller()
export class MetricsController {
  constructor(@Inject(ExporterMetrics) private readonly metrics: ExporterMetrics) {}

  @Get()
  async getMetrics(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.scrape();
    reply.header('content-type', this.metrics.registry.contentType).send(text);
  }
}
