import { Module } from '@nestjs/common';
import { ProductReader, type ProductKeys } from '@weather/s3-store';
import { PRODUCT_KEYS } from '../tokens';
import { LatestController } from './latest.controller';
import { LatestService } from './latest.service';
import { ProductsController } from './products.controller';
import { ProductsService } from './products.service';
import { RecentLines } from './recent-lines';

/** Lines of published files. */
@Module({
  controllers: [ProductsController, LatestController],
  providers: [
    {
      provide: RecentLines,
      inject: [ProductReader],
      useFactory: (reader: ProductReader) => new RecentLines(reader),
    },
    {
      provide: ProductsService,
      inject: [ProductReader, PRODUCT_KEYS],
      useFactory: (reader: ProductReader, keys: ProductKeys) => new ProductsService(reader, keys),
    },
    {
      provide: LatestService,
      inject: [RecentLines, PRODUCT_KEYS],
      useFactory: (recent: RecentLines, keys: ProductKeys) => new LatestService(recent, keys),
    },
  ],
  exports: [RecentLines],
})
export class ProductsModule {}
