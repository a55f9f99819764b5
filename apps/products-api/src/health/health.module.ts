import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ProductReader } from '@weather/s3-store';
import type { Logger } from '@weather/telemetry';
import { EventLoopLag } from '../http/event-loop-lag';
import { Serving } from '../http/serving';
import { LOGGER } from '../tokens';
import { HealthController } from './health.controller';
import { Condition } from './condition';
import { StoreWatch } from './store-watch';

/** How the program is. */
@Module({})
export class HealthModule {
  /** @param now the clock that the age of listings is told by */
  static of(now: () => Date): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [
        {
          provide: Condition,
          inject: [ProductReader, Serving, EventLoopLag],
          useFactory: (reader: ProductReader, serving: Serving, lag: EventLoopLag) =>
            new Condition({ reader, serving, lag, now }),
        },
        {
          provide: StoreWatch,
          inject: [ProductReader, LOGGER],
          useFactory: (reader: ProductReader, logger: Logger) => new StoreWatch({ reader, logger }),
        },
      ],
    };
  }
}
