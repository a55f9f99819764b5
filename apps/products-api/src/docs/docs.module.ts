import { Module, type DynamicModule } from '@nestjs/common';
import { DocsController } from './docs.controller';
import { ApiDescription } from './openapi-document';
import { SwaggerAssets } from './swagger-assets';

/** The description of the API. */
@Module({})
export class DocsModule {
  /** @param swaggerDirectory where the files of Swagger UI are */
  static of(swaggerDirectory: string): DynamicModule {
    return {
      module: DocsModule,
      controllers: [DocsController],
      providers: [
        { provide: ApiDescription, useFactory: () => new ApiDescription() },
        { provide: SwaggerAssets, useFactory: () => new SwaggerAssets(swaggerDirectory) },
      ],
    };
  }
}
