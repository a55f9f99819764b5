import { Module, type DynamicModule } from '@nestjs/common';
import { ProductReader, type ProductKeys } from '@weather/s3-store';
import { ProductsModule } from '../products/products.module';
import { RecentLines } from '../products/recent-lines';
import { PRODUCT_KEYS } from '../tokens';
import { CitiesController } from './cities.controller';
import { CitiesService } from './cities.service';
import { StatsService } from './stats.service';

/** What is known of each city. */
@Module({})
export class CitiesModule {
  /** @param now the clock that windows end at */
  static of(now: () => Date): DynamicModule {
    return {
      module: CitiesModule,
      imports: [ProductsModule],
      controllers: [CitiesController],
      providers: [
        {
          provide: CitiesService,
          inject: [RecentLines, PRODUCT_KEYS],
          useFactory: (recent: RecentLines, keys: ProductKeys) => new CitiesService(recent, keys),
        },
        {
          provide: StatsService,
          inject: [ProductReader, PRODUCT_KEYS],
          useFactory: (reader: ProductReader, keys: ProductKeys) =>
            new StatsService(reader, keys, now),
        },
      ],
    };
  }
}
