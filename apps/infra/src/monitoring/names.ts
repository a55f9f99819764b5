/** Jobs, steps and schedules, scrape jobs and containers, as alerts and dashboards name them. */
export { DEMO_JOB, WEATHER_JOB, WEATHER_SCHEDULE, WEATHER_STEPS } from '@weather/weather-domain';

/** Values of the label `job`: the Services that are scraped. */
export const SCRAPE_JOBS = {
  api: 'products-api',
  exporter: 'dagster-exporter',
  karpenter: 'karpenter',
} as const;

/** Vault's Services, as a regular expression: which of them is scraped depends on how it is run. */
export const VAULT_JOBS = 'vault(-active|-internal)?';

/** The init container that fetches the secrets of a pod. */
export const SECRETS_CONTAINER = 'vault-init';

/** Where Dagster, the API and PostgreSQL run. */
export const DATA_NAMESPACE = 'data';
