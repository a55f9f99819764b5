import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ProductReader } from '@weather/s3-store';
import { ContentCache } from './answers/content-cache';
import { DataResponder } from './answers/data-responder';
import type { ApiDependencies } from './dependencies';
import { EventLoopLag } from './http/event-loop-lag';
import type { HttpParts } from './http/http-parts';
import { Serving } from './http/serving';
import { ApiMetrics } from './metrics/api-metrics';
import { PRODUCTS_SHARE } from './products/observed-reader';
import { LOGGER, PRODUCT_KEYS } from './tokens';

/** What the modules share. */
export interface Platform {
  readonly dependencies: ApiDependencies;
  readonly http: HttpParts;
  readonly metrics: ApiMetrics;
  readonly reader: ProductReader;
}

function contentCache({ dependencies, metrics: { metrics } }: Platform): ContentCache {
  const bytes = Math.floor(dependencies.settings.cacheBytes * (1 - PRODUCTS_SHARE));
  return new ContentCache(bytes, (isHit) => {
    (isHit ? metrics.answerHits : metrics.answerMisses).inc();
  });
}

function responder(
  { dependencies, http, metrics }: Platform,
  contents: ContentCache,
): DataResponder {
  const { settings, now } = dependencies;
  return new DataResponder({
    contents,
    now,
    warm: http.warm,
    maxAgeSeconds: settings.cacheMaxAgeSeconds,
    isCrossOrigin: settings.corsOrigins.length > 0,
    onStale: () => {
      metrics.metrics.staleAnswers.inc();
    },
  });
}

function providersOf(platform: Platform): Provider[] {
  const { dependencies, http, metrics, reader } = platform;
  const contents = contentCache(platform);
  metrics.beforeScrape(() => {
    metrics.metrics.answerBytes.set(contents.bytes);
  });
  return [
    { provide: LOGGER, useValue: dependencies.logger },
    { provide: PRODUCT_KEYS, useValue: dependencies.keys },
    { provide: ApiMetrics, useValue: metrics },
    { provide: Serving, useValue: http.serving },
    { provide: EventLoopLag, useValue: http.lag },
    { provide: ProductReader, useValue: reader },
    { provide: DataResponder, useValue: responder(platform, contents) },
  ];
}

/** What all modules are given, by tokens: there is no metadata of types in the built program. */
@Global()
@Module({})
export class PlatformModule {
  /** The module for one application. */
  static of(platform: Platform): DynamicModule {
    const providers = providersOf(platform);
    const tokens = providers.flatMap((provider) =>
      'provide' in provider ? [provider.provide] : [],
    );
    return { module: PlatformModule, providers, exports: tokens };
  }
}
