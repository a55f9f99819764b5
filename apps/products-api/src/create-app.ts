import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module';
import type { ApiDependencies } from './dependencies';
import { ApiDescription, openApiDocumentOf } from './docs/openapi-document';
import { StoreWatch } from './health/store-watch';
import { httpPartsOf } from './http/http-parts';
import { NestLog } from './http/nest-log';
import { createServer } from './http/server';
import type { Serving } from './http/serving';
import { ApiMetrics } from './metrics/api-metrics';
import type { Platform } from './platform.module';
import { observedReader } from './products/observed-reader';

/** The application, ready to listen. */
export interface Api {
  readonly app: NestFastifyApplication;
  readonly server: FastifyInstance;
  readonly metrics: ApiMetrics;
  readonly serving: Serving;
  /** The templates of all routes. */
  readonly templates: readonly string[];
  /** Begins to watch the store and the event loop. */
  start(): void;
  /** Stops watching, answers what is in flight, and takes no more. */
  stop(): Promise<void>;
}

/** How Nest starts: it logs to our log, and leaves it to us to end the process when it fails. */
function frameworkOptions({ logger }: ApiDependencies): NestApplicationOptions {
  // Nest types its options by a class that it does not export, so no literal is one.
  const options: Partial<Record<keyof NestApplicationOptions, unknown>> = {
    logger: new NestLog(logger),
    abortOnError: false,
  };
  return options as NestApplicationOptions;
}

/** The HTTP server with what surrounds every request, before Nest adds its own to it. */
function serverOf({ http, metrics }: Platform): FastifyInstance {
  const { front, lifecycle, requestIds, routes } = http;
  const server = createServer({
    front,
    requestIds,
    onUnroutable: (request, reply) => {
      lifecycle.beginUnroutable(request, reply);
    },
  });
  lifecycle.install(server);
  server.addHook('onRoute', ({ url, method }) => {
    routes.add(url, [method].flat());
    if (method === 'GET') metrics.startRoute(url);
  });
  return server;
}

/** How often connections are looked at that have become idle while the server closes, ms. */
const IDLE_CHECK_MS = 50;

/**
 * Closes the server once all is answered. Connections that were busy when it began to close are kept
 * alive by clients afterwards: they are closed as they become idle.
 */
async function closed(app: NestFastifyApplication, { server }: FastifyInstance): Promise<void> {
  const check = setInterval(() => {
    server.closeIdleConnections();
  }, IDLE_CHECK_MS);
  try {
    await app.close();
  } finally {
    clearInterval(check);
  }
}

function platformOf(dependencies: ApiDependencies): Platform {
  const metrics = new ApiMetrics(dependencies.version);
  const reader = observedReader(dependencies, metrics);
  return { dependencies, metrics, reader, http: httpPartsOf({ dependencies, metrics, reader }) };
}

/**
 * The application, as the program runs it and the tests do.
 *
 * @throws when the modules cannot be put together, which is a fault of the program
 */
export async function createApp(dependencies: ApiDependencies): Promise<Api> {
  const platform = platformOf(dependencies);
  const { http, metrics } = platform;
  const server = serverOf(platform);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(platform),
    new FastifyAdapter(server),
    frameworkOptions(dependencies),
  );
  await app.init();
  await server.ready();
  app.get(ApiDescription).describe(() => openApiDocumentOf(app, dependencies.version));
  const watch = app.get(StoreWatch);
  return {
    app,
    server,
    metrics,
    serving: http.serving,
    templates: http.routes.templates,
    start: () => {
      http.lag.start();
      watch.start();
    },
    stop: async () => {
      http.lag.stop();
      watch.stop();
      await closed(app, server);
    },
  };
}
