import type { AlertCase, Series } from './alert-case';

const WEATHER = 'job_name="weather_product_job"';
const DEMO = 'job_name="demo_flaky_job"';
const LAST_FAILURE = 'dagster_job_last_failure_timestamp_seconds';
const LAST_SUCCESS = 'dagster_job_last_success_timestamp_seconds';

/** A counter of failures that goes from 0 to 1 after ten minutes. */
function firstFailure(counter: string, job: string): Series {
  return { [counter]: '0x9 1x60', [`${LAST_FAILURE}{${job}}`]: '0x9 600x60' };
}

/** Ended runs: so many more in each hour. */
function runs(job: string, failed: string, succeeded: string): Series {
  return {
    [`dagster_job_failure_total{${job}}`]: failed,
    [`dagster_job_success_total{${job}}`]: succeeded,
  };
}

function failing(alert: string, counter: string, job: string): AlertCase {
  const labels = { job_name: /"(.*)"/.exec(job)?.[1] ?? '' };
  return {
    alert,
    fires: [
      { when: 'the first failure ever', series: firstFailure(counter, job), at: '12m', labels },
      {
        when: 'one more failure',
        series: { [counter]: '7x9 8x60', [`${LAST_FAILURE}{${job}}`]: '0x9 600x60' },
        at: '12m',
        labels,
      },
    ],
    silent: [
      { when: 'nothing failed', series: { [counter]: '0x60' }, at: '30m' },
      { when: 'it failed long ago', series: firstFailure(counter, job), at: '20m' },
      {
        when: 'the exporter forgot deleted runs',
        series: { [counter]: '9x9 4x60', [`${LAST_FAILURE}{${job}}`]: '0x200' },
        at: '72m',
      },
    ],
    absent: 'silent',
  };
}

const STALE: AlertCase = {
  alert: 'WeatherPipelineStale',
  fires: [
    {
      when: 'the last success is two hours old',
      series: { [`${LAST_SUCCESS}{${WEATHER}}`]: '60x300' },
      at: '124m',
      labels: { job_name: 'weather_product_job' },
    },
    {
      when: 'it never succeeded in two hours',
      series: { [`${LAST_SUCCESS}{${WEATHER}}`]: '0x300' },
      at: '122m',
      labels: { job_name: 'weather_product_job' },
    },
  ],
  silent: [
    {
      when: 'it succeeded an hour ago',
      series: { [`${LAST_SUCCESS}{${WEATHER}}`]: '3600x300' },
      at: '120m',
    },
    {
      when: 'it was installed an hour ago',
      series: { [`${LAST_SUCCESS}{${WEATHER}}`]: '_x120 0x60' },
      at: '180m',
    },
    {
      when: 'another job is old',
      series: { [`${LAST_SUCCESS}{job_name="other"}`]: '60x300' },
      at: '200m',
    },
  ],
  absent: 'silent',
};

const HIGH_FAILURE_RATE: AlertCase = {
  alert: 'DagsterHighFailureRate',
  fires: [
    {
      when: 'three of four runs failed',
      series: runs(WEATHER, '0x59 1x59 2x59 3x120', '0x59 0x59 1x200'),
      at: '260m',
      labels: { job_name: 'weather_product_job' },
    },
  ],
  silent: [
    {
      when: 'one of four failed',
      series: runs(WEATHER, '0x59 1x300', '0x59 1x59 2x59 3x120'),
      at: '260m',
    },
    { when: 'one run alone failed', series: runs(WEATHER, '0x59 1x300', '0x400'), at: '120m' },
    {
      when: 'the demo job fails, as it is meant to',
      series: runs(DEMO, '0x59 1x59 2x59 3x120', '0x400'),
      at: '260m',
    },
  ],
  absent: 'silent',
};

function took(sum: string, count: string): Series {
  return {
    [`dagster_job_duration_seconds_sum{${WEATHER}}`]: sum,
    [`dagster_job_duration_seconds_count{${WEATHER}}`]: count,
  };
}

const SLOW: AlertCase = {
  alert: 'DagsterJobSlow',
  fires: [
    {
      when: 'a run took 200 s',
      series: took('0x9 200x60', '0x9 1x60'),
      at: '20m',
      labels: { job_name: 'weather_product_job' },
    },
  ],
  silent: [
    { when: 'a run took 100 s', series: took('0x9 100x60', '0x9 1x60'), at: '20m' },
    { when: 'nothing ran', series: took('500x60', '1x60'), at: '60m' },
  ],
  absent: 'silent',
};

const DEMO_FAILS_OFTEN: AlertCase = {
  alert: 'DemoJobHighFailureRate',
  fires: [
    {
      when: 'five of six failed',
      series: runs(DEMO, '0x4 1x4 2x4 3x4 4x4 5x60', '0x9 1x60'),
      at: '40m',
      labels: { job_name: 'demo_flaky_job' },
    },
  ],
  silent: [
    {
      when: 'half of them failed',
      series: runs(DEMO, '0x4 1x4 2x4 3x60', '0x4 1x4 2x4 3x60'),
      at: '40m',
    },
    { when: 'two of two failed', series: runs(DEMO, '0x4 1x4 2x60', '0x60'), at: '40m' },
  ],
  absent: 'silent',
};

const SCHEDULE_RUNNING = 'dagster_schedule_running{schedule_name="weather_hourly"}';

const SCHEDULE_OFF: AlertCase = {
  alert: 'WeatherScheduleOff',
  fires: [
    {
      when: 'it is off for half an hour',
      series: { [SCHEDULE_RUNNING]: '1x4 0x60' },
      at: '40m',
      labels: { schedule_name: 'weather_hourly' },
    },
  ],
  silent: [
    { when: 'it is on', series: { [SCHEDULE_RUNNING]: '1x60' }, at: '40m' },
    { when: 'it is off for ten minutes', series: { [SCHEDULE_RUNNING]: '1x29 0x60' }, at: '40m' },
    {
      when: 'another one is off',
      series: { 'dagster_schedule_running{schedule_name="other"}': '0x60' },
      at: '40m',
    },
  ],
  absent: 'silent',
};

const UPLOAD = `dagster_step_failure_total{${WEATHER},step_name="upload_to_s3"}`;

export const PIPELINE_CASES: readonly AlertCase[] = [
  failing('DagsterJobFailed', `dagster_job_failure_total{${WEATHER}}`, WEATHER),
  failing('S3UploadFailures', UPLOAD, WEATHER),
  failing('DemoJobFailed', `dagster_job_failure_total{${DEMO}}`, DEMO),
  ...[STALE, HIGH_FAILURE_RATE, SLOW, DEMO_FAILS_OFTEN, SCHEDULE_OFF],
];
