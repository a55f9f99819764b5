import type { LoggerService, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '@weather/telemetry';
import { AppModule } from './app.module';
import type { ExporterSettings } from './config/exporter-settings';
import type { Dagster } from './dagster/dagster';
import { ExporterMetrics } from './metrics/exporter-metrics';
import type { CollectorName } from './metrics/metric-catalogue';
import { DeploymentWatch } from './polling/deployment-watch';
import { Poller, type Collection, type Collector } from './polling/poller';

/** What the application stands on; made by the program, or by a test. */
export interface ExporterDependencies {
  readonly settings: ExporterSettings;
  readonly dagster: Dagster;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly version: string;
  /** Whether metrics of the process are kept. */
  readonly hasProcessMetrics: boolean;
}

/** The application, ready to listen. */
export interface Exporter {
  readonly app: NestFastifyApplication;
  readonly metrics: ExporterMetrics;
  /** Begins to poll. */
  readonly start: () => void;
  /** Ends polling, then serving. */
  readonly stop: () => Promise<void>;
}

/** How long after its end the history of steps is asked for again, ms; it is done once it is read. */
const STEP_HISTORY_EVERY_MS = 60_000;

function collectorsOf(watch: DeploymentWatch, settings: ExporterSettings): readonly Collector[] {
  const pollMs = settings.POLL_SECONDS * 1000;
  const collector = (
    name: CollectorName,
    everyMs: number,
    collect: () => Promise<void>,
  ): Collector => ({ name, everyMs, collect });
  return [
    collector('roster', settings.ROSTER_SECONDS * 1000, () => watch.pollRoster()),
    collector('runs', pollMs, () => watch.runs.poll()),
    collector('steps', STEP_HISTORY_EVERY_MS, () => watch.runs.readStepHistory()),
    collector('daemons', pollMs, () => watch.pollDaemons()),
  ];
}

function frameworkLog(logger: Logger): LoggerService {
  return {
    log: (message: unknown) => {
      logger.debug({ message: String(message) }, 'Framework:Start:Progress');
    },
    warn: (message: unknown) => {
      logger.warn({ message: String(message) }, 'Framework:Check:Warning');
    },
    error: (message: unknown) => {
      logger.error({ message: String(message) }, 'Framework:Run:Failed');
    },
  };
}

/** How Nest starts: it logs to our log, and leaves it to us to end the process when it fails. */
function frameworkOptions(logger: Logger): NestApplicationOptions {
  // Nest types its options by a class that it does not export, so no literal is one.
  const options: Partial<Record<keyof NestApplicationOptions, unknown>> = {
    logger: frameworkLog(logger),
    abortOnError: false,
  };
  return options as NestApplicationOptions;
}

function logCollection(logger: Logger, { collector, seconds, error }: Collection): void {
  if (error === undefined) logger.debug({ collector, seconds }, 'Dagster:Poll:Done');
  else logger.warn({ collector, seconds, error }, 'Dagster:Poll:Failed');
}

/** The application, as the program runs it and the tests do. */
export async function createApp(dependencies: ExporterDependencies): Promise<Exporter> {
  const { settings, dagster, logger, now, version, hasProcessMetrics } = dependencies;
  const watch = new DeploymentWatch({ dagster, now });
  const heartbeatSeconds = settings.HEARTBEAT_SECONDS;
  const metrics = new ExporterMetrics({ watch, version, now, heartbeatSeconds });
  const poller = new Poller(collectorsOf(watch, settings), (collection) => {
    logCollection(logger, collection);
    metrics.take(collection);
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of({ watch, metrics, hasProcessMetrics }),
    new FastifyAdapter(),
    frameworkOptions(logger),
  );
  await app.init();
  return {
    app,
    metrics,
    start: () => {
      poller.start();
    },
    stop: async () => {
      await poller.stop();
      await app.close();
    },
  };
}
