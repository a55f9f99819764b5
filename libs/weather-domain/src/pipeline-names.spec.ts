import {
  DEMO_JOB,
  JOB_METRICS,
  WEATHER_JOB,
  WEATHER_SCHEDULE,
  WEATHER_STEPS,
} from './pipeline-names';

describe('the names that dashboards, alerts and operators rely on', () => {
  it('stay for jobs, steps and the schedule', () => {
    expect({ WEATHER_JOB, WEATHER_STEPS, WEATHER_SCHEDULE, DEMO_JOB }).toEqual({
      WEATHER_JOB: 'weather_product_job',
      WEATHER_STEPS: ['fetch_weather', 'transform_weather', 'upload_to_s3'],
      WEATHER_SCHEDULE: { name: 'weather_hourly', cron: '0 * * * *' },
      DEMO_JOB: 'demo_flaky_job',
    });
  });

  it('stay for metrics', () => {
    expect(Object.values(JOB_METRICS)).toEqual([
      'dagster_job_total',
      'dagster_job_success_total',
      'dagster_job_failure_total',
      'dagster_job_duration_seconds',
      'dagster_job_last_success_timestamp_seconds',
      'dagster_jobs_running',
      'dagster_step_total',
      'dagster_step_success_total',
      'dagster_step_failure_total',
    ]);
  });
});
