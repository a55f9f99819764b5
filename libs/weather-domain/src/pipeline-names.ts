/** The job that collects weather products, as every engine, metric and alert names it. */
export const WEATHER_JOB = 'weather_product_job';

/** The steps of {@link WEATHER_JOB}, in the order they run. */
export const WEATHER_STEPS = ['fetch_weather', 'transform_weather', 'upload_to_s3'] as const;

export type WeatherStep = (typeof WEATHER_STEPS)[number];

/** The schedule of {@link WEATHER_JOB} and its cron expression (UTC). */
export const WEATHER_SCHEDULE = { name: 'weather_hourly', cron: '0 * * * *' } as const;

/** The job that fails on purpose, to show what an alert looks like. */
export const DEMO_JOB = 'demo_flaky_job';

/** Metrics of jobs and steps, whoever exports them: labels are `job_name` and `step_name`. */
export const JOB_METRICS = {
  total: 'dagster_job_total',
  success: 'dagster_job_success_total',
  failure: 'dagster_job_failure_total',
  duration: 'dagster_job_duration_seconds',
  lastSuccess: 'dagster_job_last_success_timestamp_seconds',
  running: 'dagster_jobs_running',
  stepTotal: 'dagster_step_total',
  stepSuccess: 'dagster_step_success_total',
  stepFailure: 'dagster_step_failure_total',
} as const;
