import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { CitiesModule } from './cities/cities.module';
import { DocsModule } from './docs/docs.module';
import { ProblemFilter } from './errors/problem-filter';
import { HealthModule } from './health/health.module';
import { MetricsController } from './metrics/metrics.controller';
import { PlatformModule, type Platform } from './platform.module';
import { ProductsModule } from './products/products.module';

function metricsModule({ dependencies, metrics }: Platform): DynamicModule {
  return PrometheusModule.register({
    path: '/metrics',
    controller: MetricsController,
    defaultMetrics: {
      enabled: dependencies.hasProcessMetrics,
      config: { register: metrics.registry },
    },
  });
}

/** The application. */
@Module({})
export class AppModule {
  /** The application on `platform`. */
  static of(platform: Platform): DynamicModule {
    const { now, swaggerDirectory } = platform.dependencies;
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(platform),
        ProductsModule,
        CitiesModule.of(now),
        HealthModule.of(now),
        DocsModule.of(swaggerDirectory),
        metricsModule(platform),
      ],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
