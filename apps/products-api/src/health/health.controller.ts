import { applyDecorators, Controller, Get, HttpException, Inject, Res } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DescribeRoute } from '../docs/describe-route';
import { schemaRef } from '../docs/json-schemas';
import type { HealthAnswer } from './health-answer';
import { Condition } from './condition';

type Check = () => HealthIndicatorResult;

const SERVICE = 'products-api';

const CONTENT = { 'application/json': { schema: schemaRef('Health') } };

function describe(summary: string, description: string): MethodDecorator {
  const route = {
    summary,
    description,
    content: CONTENT,
    problems: [],
    kind: 'operations',
  } as const;
  const unhealthy = { status: 503, description: 'It is not so, and why.', content: CONTENT };
  return applyDecorators(DescribeRoute(route), ApiResponse(unhealthy));
}

/** The details of a failed check, which Terminus throws. */
function detailsOf(error: unknown): HealthAnswer['checks'] {
  if (!(error instanceof HttpException)) throw error;
  return (error.getResponse() as { readonly details: HealthAnswer['checks'] }).details;
}

/** How the program is. Answers from what is known: a probe costs no call of the store. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Condition) private readonly condition: Condition,
  ) {}

  @Get()
  @describe('Health', 'Whether the program can serve, and why not. 503 when it cannot.')
  getHealth(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, [this.process, this.store, this.traffic]);
  }

  @Get('live')
  @describe('Liveness', 'Whether the process works at all; says nothing of the store.')
  getLiveness(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, [this.process]);
  }

  @Get('ready')
  @describe('Readiness', 'Whether requests should be sent here. 503 while not.')
  getReadiness(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, [this.store, this.traffic]);
  }

  private readonly process: Check = () =>
    this.indicators.check('event_loop').up({ lag_ms: Math.round(this.condition.lagMs) });

  private readonly store: Check = () => {
    const { isRecent, listedAt } = this.condition.listing();
    const check = this.indicators.check('store');
    const told = { listed_at: listedAt ?? 'never' };
    return isRecent ? check.up(told) : check.down(told);
  };

  private readonly traffic: Check = () => {
    const check = this.indicators.check('traffic');
    return this.condition.isAccepting ? check.up() : check.down('the program is about to stop');
  };

  private async answer(reply: FastifyReply, checks: Check[]): Promise<void> {
    const { status, details } = await this.check(checks);
    const answer: HealthAnswer = { status, service: SERVICE, checks: details };
    reply
      .code(status === 'healthy' ? 200 : 503)
      .headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      .send(Buffer.from(JSON.stringify(answer)));
  }

  private async check(
    checks: Check[],
  ): Promise<{ status: HealthAnswer['status']; details: HealthAnswer['checks'] }> {
    try {
      const { details } = await this.health.check(checks);
      return { status: 'healthy', details: details as HealthAnswer['checks'] };
    } catch (error) {
      return { status: 'unhealthy', details: detailsOf(error) };
    }
  }
}
