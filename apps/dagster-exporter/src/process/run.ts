import { once } from 'node:events';
import { createLogger } from '@weather/telemetry';
import { SecretFiles } from '@weather/vault-secrets';
import { version } from '../../package.json';
import { readExporterSettings } from '../config/exporter-settings';
import { createApp } from '../create-app';
import { GraphqlClient } from '../dagster/graphql-client';
import { GraphqlDagster } from '../dagster/graphql-dagster';

/**
 * Runs the program until it is told to stop.
 *
 * @throws {ConfigurationError} when the settings cannot be used
 */
export async function run(): Promise<void> {
  const files = new SecretFiles(process.env);
  const settings = readExporterSettings((name) => files.setting(name));
  const isForPeople = process.stdout.isTTY;
  const logger = createLogger({
    service: 'dagster-exporter',
    level: settings.LOG_LEVEL,
    isForPeople,
  });
  const timeoutMs = settings.REQUEST_TIMEOUT_SECONDS * 1000;
  const client = new GraphqlClient({ url: settings.DAGSTER_GRAPHQL_URL, timeoutMs });
  const exporter = await createApp({
    settings,
    dagster: new GraphqlDagster(client),
    logger,
    now: () => new Date(),
    version,
    hasProcessMetrics: true,
  });
  await exporter.app.listen(settings.PORT, settings.HOST);
  exporter.start();
  logger.info({ url: await exporter.app.getUrl(), version }, 'Server:Start:Done');
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await exporter.stop();
  logger.info('Server:Stop:Done');
}
