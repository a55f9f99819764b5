import { WEATHER_JOB } from '../names';
import type { Board, BoardPanel } from './board';
import { DAGSTER_RESOURCES } from './dagster-resources';

const JOB = 'job_name=~"$job"';

function rise(metric: string, by = 'job_name'): string {
  return `sum by (${by}) (increase(${metric}{${JOB}}[$__range]))`;
}

const NOW: readonly BoardPanel[] = [
  {
    title: 'Since the last success',
    description: 'How long ago weather was last published. Two hours are too long.',
    kind: 'number',
    unit: 's',
    queries: [
      {
        expr: `time() - (max(dagster_job_last_success_timestamp_seconds{job_name="${WEATHER_JOB}"}) > 0)`,
      },
    ],
    limits: { warning: 5400, critical: 7200 },
    runbook: 'pipeline',
  },
  {
    title: 'Runs going on',
    description: 'Of all jobs chosen.',
    kind: 'number',
    unit: 'short',
    queries: [{ expr: `sum(dagster_jobs_running{${JOB}})` }],
  },
  {
    title: 'Runs waiting',
    description: 'Queued and not begun.',
    kind: 'number',
    unit: 'short',
    queries: [{ expr: `sum(dagster_jobs_queued{${JOB}})` }],
    limits: { warning: 5, critical: 20 },
    runbook: 'orchestration',
  },
  {
    title: 'Success',
    description: 'Share of the runs that ended well, in the time shown.',
    kind: 'number',
    unit: 'percentunit',
    queries: [
      {
        expr: `${rise('dagster_job_success_total')} / (${rise('dagster_job_success_total')} + ${rise('dagster_job_failure_total')})`,
        legend: '{{job_name}}',
      },
    ],
    limits: { warning: 0.99, critical: 0.9, isLowBad: true },
    runbook: 'pipeline',
  },
];

const JOBS: readonly BoardPanel[] = [
  {
    title: 'Runs',
    description: 'Runs that ended, by job.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (job_name) (increase(dagster_job_success_total{${JOB}}[$__rate_interval]))`,
        legend: '{{job_name}} succeeded',
      },
      {
        expr: `sum by (job_name) (increase(dagster_job_failure_total{${JOB}}[$__rate_interval]))`,
        legend: '{{job_name}} failed',
      },
      {
        expr: `sum by (job_name) (increase(dagster_job_canceled_total{${JOB}}[$__rate_interval]))`,
        legend: '{{job_name}} canceled',
      },
    ],
    runbook: 'pipeline',
  },
  {
    title: 'Duration',
    description: 'Mean and 95th percentile of the runs in the time shown.',
    unit: 's',
    queries: [
      {
        expr: `${rise('dagster_job_duration_seconds_sum')} / ${rise('dagster_job_duration_seconds_count')}`,
        legend: '{{job_name}} mean',
      },
      {
        expr: `histogram_quantile(0.95, ${rise('dagster_job_duration_seconds_bucket', 'job_name, le')})`,
        legend: '{{job_name}} p95',
      },
    ],
    limits: { warning: 180, critical: 600 },
    runbook: 'pipeline',
  },
  {
    title: 'Failed steps',
    description: 'Runs in which a step failed for good.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (job_name, step_name) (increase(dagster_step_failure_total{${JOB}}[$__rate_interval]))`,
        legend: '{{job_name}} {{step_name}}',
      },
    ],
    runbook: 'pipeline',
  },
  {
    title: 'Steps',
    description: 'Runs in which a step was begun.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (step_name) (increase(dagster_step_total{${JOB}}[$__rate_interval]))`,
        legend: '{{step_name}}',
      },
    ],
  },
];

const DAGSTER: readonly BoardPanel[] = [
  {
    title: 'Age of heartbeats',
    description: 'Of the daemons that the deployment needs. They beat twice a minute.',
    unit: 's',
    queries: [
      {
        expr: '(time() - max by (daemon_type) (dagster_daemon_last_heartbeat_timestamp_seconds)) and on (daemon_type) (max by (daemon_type) (dagster_daemon_required) == 1)',
        legend: '{{daemon_type}}',
      },
    ],
    limits: { warning: 120, critical: 300 },
    runbook: 'orchestration',
  },
  {
    title: 'Schedules and sensors',
    description: '1 while switched on.',
    unit: 'bool_on_off',
    queries: [
      { expr: 'max by (schedule_name) (dagster_schedule_running)', legend: '{{schedule_name}}' },
      { expr: 'max by (sensor_name) (dagster_sensor_running)', legend: '{{sensor_name}}' },
    ],
    runbook: 'pipeline',
  },
  {
    title: 'Code locations that do not load',
    description: '0 is good.',
    unit: 'short',
    queries: [
      {
        expr: 'max by (location_name) (dagster_code_location_load_error)',
        legend: '{{location_name}}',
      },
    ],
    limits: { warning: 1, critical: 1 },
    runbook: 'orchestration',
  },
  {
    title: 'Polls of the exporter',
    description: 'How long they take, by what is asked for.',
    unit: 's',
    queries: [
      {
        expr: 'max by (collector) (dagster_exporter_last_poll_duration_seconds)',
        legend: '{{collector}}',
      },
    ],
    runbook: 'orchestration',
  },
];

/** What Dagster does, and how it is. */
export const DAGSTER_BOARD: Board = {
  uid: 'weather-dagster-pipeline',
  title: 'Dagster Pipeline',
  description: 'Runs, their steps and durations, daemons and code locations.',
  variables: [{ name: 'job', label: 'Job', series: 'dagster_job_total', of: 'job_name' }],
  rows: [
    { title: 'Now', panels: NOW },
    { title: 'Jobs and steps', panels: JOBS },
    { title: 'Dagster', panels: DAGSTER },
    { title: 'Resources', panels: DAGSTER_RESOURCES },
  ],
};
