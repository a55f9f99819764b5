import { DURATION_BOUNDS } from '../ledger/duration-counts';

/** What is told about one metric. */
export interface MetricDescription {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram's buckets, in the unit of the metric. */
  readonly buckets?: readonly number[];
}

const JOB = ['job_name'] as const;
const STEP = ['job_name', 'step_name'] as const;
const DAEMON = ['daemon_type'] as const;
const COLLECTOR = ['collector'] as const;

/** What is told of Dagster. Names and labels of jobs and steps are those of the worker, too. */
export const DAGSTER_METRICS = {
  jobTotal: {
    name: 'dagster_job_total',
    type: 'counter',
    help: 'Runs of a job that were begun, or that ended before they could begin.',
    labels: JOB,
  },
  jobSuccess: {
    name: 'dagster_job_success_total',
    type: 'counter',
    help: 'Runs of a job that succeeded.',
    labels: JOB,
  },
  jobFailure: {
    name: 'dagster_job_failure_total',
    type: 'counter',
    help: 'Runs of a job that failed; a run that is tried again counts each time.',
    labels: JOB,
  },
  jobCanceled: {
    name: 'dagster_job_canceled_total',
    type: 'counter',
    help: 'Runs of a job that somebody ended.',
    labels: JOB,
  },
  jobDuration: {
    name: 'dagster_job_duration_seconds',
    type: 'histogram',
    help: 'How long runs of a job took that were begun and ended, however that was.',
    labels: JOB,
    buckets: DURATION_BOUNDS,
  },
  jobLastSuccess: {
    name: 'dagster_job_last_success_timestamp_seconds',
    type: 'gauge',
    help: 'When a run of the job succeeded last, Unix seconds; 0 before the first time.',
    labels: JOB,
  },
  jobLastFailure: {
    name: 'dagster_job_last_failure_timestamp_seconds',
    type: 'gauge',
    help: 'When a run of the job failed last, Unix seconds; 0 before the first time.',
    labels: JOB,
  },
  jobsRunning: {
    name: 'dagster_jobs_running',
    type: 'gauge',
    help: 'Runs of a job that are going on.',
    labels: JOB,
  },
  jobsQueued: {
    name: 'dagster_jobs_queued',
    type: 'gauge',
    help: 'Runs of a job that wait to be begun.',
    labels: JOB,
  },
  stepTotal: {
    name: 'dagster_step_total',
    type: 'counter',
    help: 'Runs that ended in which a step was begun.',
    labels: STEP,
  },
  stepSuccess: {
    name: 'dagster_step_success_total',
    type: 'counter',
    help: 'Runs that ended in which a step succeeded.',
    labels: STEP,
  },
  stepFailure: {
    name: 'dagster_step_failure_total',
    type: 'counter',
    help: 'Runs that ended in which a step failed for good.',
    labels: STEP,
  },
  daemonHeartbeat: {
    name: 'dagster_daemon_heartbeat',
    type: 'gauge',
    help: 'Whether the last sign of life of a daemon is recent: 1 or 0.',
    labels: DAEMON,
  },
  daemonLastHeartbeat: {
    name: 'dagster_daemon_last_heartbeat_timestamp_seconds',
    type: 'gauge',
    help: 'When a daemon gave its last sign of life, Unix seconds; 0 when it never did.',
    labels: DAEMON,
  },
  daemonRequired: {
    name: 'dagster_daemon_required',
    type: 'gauge',
    help: 'Whether the deployment needs a daemon of this type: 1 or 0.',
    labels: DAEMON,
  },
  scheduleRunning: {
    name: 'dagster_schedule_running',
    type: 'gauge',
    help: 'Whether a schedule is switched on: 1 or 0.',
    labels: ['schedule_name'],
  },
  scheduleLastTick: {
    name: 'dagster_schedule_last_tick_timestamp_seconds',
    type: 'gauge',
    help: 'When a schedule ticked last, Unix seconds; 0 before the first time.',
    labels: ['schedule_name'],
  },
  scheduleFailing: {
    name: 'dagster_schedule_last_tick_failed',
    type: 'gauge',
    help: 'Whether the last tick of a schedule failed: 1 or 0.',
    labels: ['schedule_name'],
  },
  sensorRunning: {
    name: 'dagster_sensor_running',
    type: 'gauge',
    help: 'Whether a sensor is switched on: 1 or 0.',
    labels: ['sensor_name'],
  },
  sensorLastTick: {
    name: 'dagster_sensor_last_tick_timestamp_seconds',
    type: 'gauge',
    help: 'When a sensor ticked last, Unix seconds; 0 before the first time.',
    labels: ['sensor_name'],
  },
  sensorFailing: {
    name: 'dagster_sensor_last_tick_failed',
    type: 'gauge',
    help: 'Whether the last tick of a sensor failed: 1 or 0.',
    labels: ['sensor_name'],
  },
  locationLoadError: {
    name: 'dagster_code_location_load_error',
    type: 'gauge',
    help: 'Whether a code location cannot be loaded: 1 or 0.',
    labels: ['location_name'],
  },
  info: {
    name: 'dagster_info',
    type: 'gauge',
    help: 'Always 1; the label tells the version of Dagster.',
    labels: ['version'],
  },
} as const satisfies Readonly<Record<string, MetricDescription>>;

/** What the exporter tells of itself, besides the metrics of its process. */
export const EXPORTER_METRICS = {
  pollSuccess: {
    name: 'dagster_exporter_last_poll_success',
    type: 'gauge',
    help: 'Whether the last poll went well: 1 or 0.',
    labels: COLLECTOR,
  },
  polls: {
    name: 'dagster_exporter_polls_total',
    type: 'counter',
    help: 'Polls of Dagster, by outcome.',
    labels: ['collector', 'outcome'],
  },
  pollSeconds: {
    name: 'dagster_exporter_last_poll_duration_seconds',
    type: 'gauge',
    help: 'How long the last poll took.',
    labels: COLLECTOR,
  },
  lastSuccess: {
    name: 'dagster_exporter_last_success_timestamp_seconds',
    type: 'gauge',
    help: 'When a poll went well last, Unix seconds; 0 before the first time.',
    labels: COLLECTOR,
  },
  info: {
    name: 'dagster_exporter_info',
    type: 'gauge',
    help: 'Always 1; the label tells the version of the exporter.',
    labels: ['version'],
  },
} as const satisfies Readonly<Record<string, MetricDescription>>;

/** What is polled. */
export const COLLECTORS = ['runs', 'steps', 'roster', 'daemons'] as const;

export type CollectorName = (typeof COLLECTORS)[number];
