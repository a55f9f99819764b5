import { once } from 'node:events';
import { openObjectStore, ProductKeys } from '@weather/s3-store';
import { startTracing, type Logger, type Tracing } from '@weather/telemetry';
import { SecretFiles } from '@weather/vault-secrets';
import { version } from '../../package.json';
import { apiSettingsOf, readApiVariables, type ApiVariables } from '../config/api-settings';
import { createApp, type Api } from '../create-app';
import { startLogging } from './logging';
import { shutDown } from './shutdown';
import { swaggerDirectory } from './swagger-directory';

const SERVICE = 'products-api';

/** What the program starts with. */
interface Start {
  readonly variables: ApiVariables;
  readonly files: SecretFiles;
  readonly logger: Logger;
  readonly tracing: Tracing;
  /** The URL of the running module. */
  readonly programUrl: string;
}

function warnOf(variables: ApiVariables, logger: Logger): void {
  if (variables.MAX_REQUESTS !== undefined) return;
  const fix = 'set MAX_REQUESTS to limit the requests of each client per minute';
  logger.warn({ fix }, 'RateLimit:Start:Off');
}

function apiOf({ variables, files, logger, tracing, programUrl }: Start): Promise<Api> {
  return createApp({
    settings: apiSettingsOf(variables),
    store: openObjectStore(variables),
    keys: new ProductKeys(variables.WEATHER_RESULTS_PREFIX),
    lookUp: (name) => files.setting(name),
    logger,
    tracing,
    now: () => new Date(),
    version,
    swaggerDirectory: swaggerDirectory(programUrl),
    hasProcessMetrics: true,
  });
}

/** Waits for the signal to stop, and tells how long to drain: a person at a terminal does not wait. */
async function drainMsOnSignal({ DRAIN_SECONDS }: ApiVariables): Promise<number> {
  const terminate = once(process, 'SIGTERM').then(() => DRAIN_SECONDS * 1000);
  const interrupt = once(process, 'SIGINT').then(() => 0);
  return Promise.race([terminate, interrupt]);
}

/**
 * Runs the program until it is told to stop.
 *
 * @param programUrl the URL of the running module, which files that are served stand beside
 * @returns whether everything in flight was finished
 * @throws {ConfigurationError} when the settings cannot be used
 */
export async function run(programUrl: string): Promise<boolean> {
  const files = new SecretFiles(process.env);
  const variables = readApiVariables((name) => files.setting(name));
  const { logger, flush } = startLogging(variables.LOG_LEVEL);
  const tracing = await startTracing(SERVICE, process.env);
  warnOf(variables, logger);
  const api = await apiOf({ variables, files, logger, tracing, programUrl });
  await api.app.listen(variables.PORT, variables.HOST);
  api.start();
  const url = await api.app.getUrl();
  logger.info({ url, version, pid: process.pid }, 'Server:Start:Done');
  const drainMs = await drainMsOnSignal(variables);
  const timeoutMs = variables.SHUTDOWN_TIMEOUT_SECONDS * 1000;
  const isFinished = await shutDown({ api, logger, drainMs, timeoutMs });
  await tracing.shutdown();
  flush();
  return isFinished;
}
