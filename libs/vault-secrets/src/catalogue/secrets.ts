import type { SecretEntry } from './secret-entry';

/** Everything the platform keeps in Vault. Policies, roles, files, runbook and tests follow from it. */
export const SECRETS = [
  {
    name: 'openweather-api-key',
    path: '{cluster}/openweather-api-key',
    key: 'key',
    variable: 'OPENWEATHER_API_KEY',
    readers: ['dagster-role'],
    seeding: { kind: 'asked' },
    description: 'API key of OpenWeather.',
  },
  {
    name: 'dagster-db-password',
    path: '{cluster}/postgres/dagster-db-password',
    key: 'password',
    variable: 'DAGSTER_DB_PASSWORD',
    readers: ['dagster-role', 'api-role'],
    seeding: { kind: 'generated', bytes: 32 },
    description: "Password of Dagster's PostgreSQL user.",
  },
  {
    name: 's3-bucket-name',
    path: '{cluster}/aws/s3-bucket-name',
    key: 'bucket',
    variable: 'WEATHER_RESULTS_BUCKET',
    readers: ['dagster-role', 'api-role'],
    seeding: { kind: 'initial', value: 'dagster-weather-products' },
    description: 'Bucket the weather products are stored in.',
  },
  {
    name: 'pipeline-fetch-interval',
    path: 'dagster/pipeline-config',
    key: 'fetch_interval',
    readers: ['dagster-role'],
    seeding: { kind: 'initial', value: 'hourly' },
    description: 'How often weather is collected; a note for operators, the schedule is in code.',
  },
  {
    name: 'pipeline-cities',
    path: 'dagster/pipeline-config',
    key: 'cities',
    variable: 'WEATHER_CITIES',
    readers: ['dagster-role'],
    seeding: { kind: 'optional' },
    description: 'Cities whose weather is collected, as JSON; without it the built-in ones.',
  },
  {
    name: 'api-max-requests',
    path: 'api/rate-limits',
    key: 'max_requests',
    variable: 'MAX_REQUESTS',
    readers: ['api-role'],
    seeding: { kind: 'initial', value: '600' },
    description: 'Requests a minute that one client may send to the API.',
  },
] as const satisfies readonly SecretEntry[];

/** Name of a secret, as operators write it. */
export type SecretName = (typeof SECRETS)[number]['name'];
