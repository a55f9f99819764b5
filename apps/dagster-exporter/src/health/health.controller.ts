import { Controller, Get, Inject } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { DeploymentWatch } from '../polling/deployment-watch';

/**
 * How the program is. It can serve as soon as it listens, whatever Dagster does: that Dagster does
 * not answer is told by metrics, which nobody would scrape from a program that is not ready.
 */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(DeploymentWatch) private readonly watch: DeploymentWatch,
  ) {}

  @Get()
  @HealthCheck()
  getHealth(): Promise<HealthCheckResult> {
    const { runs, roster } = this.watch;
    const told = {
      has_run_history: runs.jobs !== undefined,
      has_step_history: runs.steps !== undefined,
      dagster_version: roster?.version ?? 'not known yet',
    };
    return this.health.check([() => this.indicators.check('dagster').up(told)]);
  }

  @Get('live')
  @HealthCheck()
  getLiveness(): Promise<HealthCheckResult> {
    return this.health.check([() => this.indicators.check('process').up()]);
  }

  @Get('ready')
  @HealthCheck()
  getReadiness(): Promise<HealthCheckResult> {
    return this.getLiveness();
  }
}
