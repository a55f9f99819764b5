import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { HealthController } from './health/health.controller';
import { ExporterMetrics } from './metrics/exporter-metrics';
import { MetricsController } from './metrics/metrics.controller';
import { DeploymentWatch } from './polling/deployment-watch';

/** What the application serves. */
export interface Served {
  readonly watch: DeploymentWatch;
  readonly metrics: ExporterMetrics;
  /** Whether metrics of the process (memory, event loop, collections) are kept. */
  readonly hasProcessMetrics: boolean;
}

/** The application. */
@Module({})
export class AppModule {
  /** The application that serves `served`. */
  static of({ watch, metrics, hasProcessMetrics }: Served): DynamicModule {
    const prometheus = PrometheusModule.register({
      path: '/metrics',
      controller: MetricsController,
      global: true,
      defaultMetrics: { enabled: hasProcessMetrics, config: { register: metrics.registry } },
    });
    return {
      module: AppModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false }), prometheus],
      controllers: [HealthController],
      providers: [
        { provide: ExporterMetrics, useValue: metrics },
        { provide: DeploymentWatch, useValue: watch },
      ],
      exports: [ExporterMetrics],
    };
  }
}
