import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DataResponder } from '../answers/data-responder';
import { DescribeRoute } from '../docs/describe-route';
import { schemaRef } from '../docs/json-schemas';
import { requireJson } from '../lines/representation';
import { windowParameter } from '../query/parameters';
import { queryOf, readQuery } from '../query/read-query';
import { CitiesService } from './cities.service';
import { StatsService } from './stats.service';

const noParameters = z.object({});

const statsParameters = z.object({ window: windowParameter });

/** What is known of each city. */
@ApiTags('cities')
@Controller('cities')
export class CitiesController {
  constructor(
    @Inject(CitiesService) private readonly cities: CitiesService,
    @Inject(StatsService) private readonly stats: StatsService,
    @Inject(DataResponder) private readonly responder: DataResponder,
  ) {}

  @Get()
  @DescribeRoute({
    summary: 'Cities that have lines',
    description: 'The cities in the newest 24 files, by name.',
    query: noParameters,
    content: { 'application/json': { schema: { type: 'array', items: schemaRef('City') } } },
    problems: ['invalid-parameters', 'not-acceptable', 'store-unavailable'],
    kind: 'data',
  })
  async getCities(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readQuery(noParameters, queryOf(request.url));
    requireJson(request.headers.accept);
    await this.responder.send({ request, reply }, await this.cities.answer());
  }

  @Get(':city/stats')
  @DescribeRoute({
    summary: 'Statistics of a city',
    description: 'Least, greatest and mean values of the lines published in the window.',
    query: statsParameters,
    path: { city: 'Name of the city, whatever the case.' },
    content: { 'application/json': { schema: schemaRef('CityStats') } },
    problems: ['invalid-parameters', 'unknown-city', 'not-acceptable', 'store-unavailable'],
    kind: 'data',
  })
  async getCityStats(
    @Param('city') city: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { window } = readQuery(statsParameters, queryOf(request.url));
    requireJson(request.headers.accept);
    const answer = await this.stats.answer({ city, hours: Number.parseInt(window, 10) });
    await this.responder.send({ request, reply }, answer);
  }
}
