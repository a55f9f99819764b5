import { LOG_LEVELS } from '@weather/telemetry';
import { readSettings, type LookUp } from '@weather/vault-secrets';
import { z } from 'zod';

function whole(unit: string, { min, max }: { readonly min: number; readonly max: number }) {
  const expected = `expected ${unit}, ${min} to ${max}`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected);
}

const EXPECTED_URL = 'expected the URL of GraphQL, such as http://dagster-webserver/graphql';

/** Every variable of this program: what it must be, and what it is when nobody sets it. */
export const exporterVariables = z.object({
  DAGSTER_GRAPHQL_URL: z
    .url({ protocol: /^https?$/, error: EXPECTED_URL })
    .default('http://localhost:3000/graphql')
    .describe('URL of the GraphQL API of the Dagster webserver.'),
  PORT: whole('a port', { min: 0, max: 65_535 })
    .default(8002)
    .describe('Port the metrics are served on; 0 takes a free one.'),
  HOST: z.string().default('0.0.0.0').describe('Address the exporter listens on.'),
  POLL_SECONDS: whole('seconds', { min: 1, max: 3600 })
    .default(15)
    .describe('How often runs and daemons are asked for, in seconds.'),
  ROSTER_SECONDS: whole('seconds', { min: 1, max: 3600 })
    .default(60)
    .describe('How often jobs, schedules, sensors and code locations are asked for, in seconds.'),
  REQUEST_TIMEOUT_SECONDS: whole('seconds', { min: 1, max: 600 })
    .default(60)
    .describe('How long Dagster may take to answer, in seconds.'),
  HEARTBEAT_SECONDS: whole('seconds', { min: 30, max: 3600 })
    .default(120)
    .describe('How old the last sign of life of a daemon may be that counts as alive, in seconds.'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Lines below this level are not logged.'),
});

/** The variables of this program, parsed. */
export type ExporterSettings = z.infer<typeof exporterVariables>;

/**
 * The settings of this program.
 *
 * @throws {ConfigurationError} with all faults at once
 */
export function readExporterSettings(lookUp: LookUp): ExporterSettings {
  return readSettings(exporterVariables, lookUp);
}
