/** Name of the release; the chart names its objects after it. */
export const DAGSTER_RELEASE = 'dagster';

/** The webserver as the chart makes it. */
export const WEBSERVER = {
  name: `${DAGSTER_RELEASE}-dagster-webserver`,
  port: 80,
  containerPort: 80,
  labels: { component: 'dagster-webserver' },
} as const;

/** The daemon as the chart makes it. */
export const DAEMON = { labels: { component: 'dagster-daemon' } } as const;

/** Our code location as the chart makes it. */
export const USER_CODE = {
  name: 'dagster-user-code',
  port: 3030,
  labels: { component: 'user-deployments' },
} as const;

/** The pods of runs. */
export const RUN = { labels: { 'app.kubernetes.io/component': 'run_worker' } } as const;

/** The database of runs, schedules and events. */
export const DATABASE = {
  name: 'dagster-postgresql',
  port: 5432,
  user: 'dagster',
  database: 'dagster',
  /** Secret that holds the password; made when the platform is deployed, never part of its state. */
  secret: 'dagster-postgresql-secret',
  key: 'postgresql-password',
} as const;
