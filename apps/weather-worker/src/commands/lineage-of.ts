import { SecretFiles, type SettingsShape } from '@weather/vault-secrets';
import { WEATHER_JOB } from '@weather/weather-domain';
import packageJson from '../../package.json';
import { Lineage } from '../lineage/lineage';
import { toFile, toServer, toStream, type Send } from '../lineage/transports';
import type { Shell } from '../shell';
import type { Configured } from './configure';
import { SERVICE } from './perform';

const PRODUCER = `urn:weather-platform:${SERVICE}:${packageJson.version}`;

function transportsOf({ variables }: Configured<SettingsShape>, shell: Shell): readonly Send[] {
  if (variables.OPENLINEAGE_DISABLED === 'true') return [];
  const { OPENLINEAGE_URL: url, OPENLINEAGE_ENDPOINT: endpoint } = variables;
  const files = new SecretFiles(shell.environment);
  const findKey = () => files.find('OPENLINEAGE_API_KEY')?.secret;
  const { OPENLINEAGE_FILE: path } = variables;
  return [
    ...(url === undefined ? [] : [toServer(new URL(endpoint, `${url}/`).href, findKey)]),
    ...(path === undefined ? [] : [toFile(path)]),
    ...(variables.OPENLINEAGE_CONSOLE === 'true' ? [toStream(shell.stderr)] : []),
  ];
}

function parentOf({ pipes }: Shell, namespace: string) {
  if (pipes === undefined) return undefined;
  const { run_id: runId, job_name: name } = pipes.context;
  return { runId, job: { namespace, name: name ?? WEATHER_JOB } };
}

/** Lineage as configured. */
export function lineageOf(configured: Configured<SettingsShape>, shell: Shell): Lineage {
  const { logger, variables } = configured;
  const namespace = variables.OPENLINEAGE_NAMESPACE;
  return new Lineage({
    namespace,
    producer: PRODUCER,
    parent: parentOf(shell, namespace),
    transports: transportsOf(configured, shell),
    now: shell.clock.now,
    onLost: (error) => {
      const because = error instanceof Error ? error.message : String(error);
      logger.warn({ because }, 'Lineage:Send:Failed');
    },
  });
}
