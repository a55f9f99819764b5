import { JOB_METRICS } from '@weather/weather-domain';

/** A metric the worker exports: data only, so that documents, dashboards and tests can read it. */
export interface MetricDescription {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, seconds. */
  readonly buckets?: readonly number[];
}

const JOB = ['job_name'] as const;
const STEP = ['job_name', 'step_name'] as const;
const JOB_BUCKETS = [1, 5, 10, 30, 60, 120, 180, 300, 600] as const;
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Every metric of the worker but those of the process, which prom-client names. */
export const METRICS = {
  jobTotal: {
    name: JOB_METRICS.total,
    type: 'counter',
    help: 'Runs of a job that were begun.',
    labels: JOB,
  },
  jobSuccess: {
    name: JOB_METRICS.success,
    type: 'counter',
    help: 'Runs of a job that published something or found all published; partial ones too.',
    labels: JOB,
  },
  jobFailure: {
    name: JOB_METRICS.failure,
    type: 'counter',
    help: 'Runs of a job after which not one city had a product.',
    labels: JOB,
  },
  jobDuration: {
    name: JOB_METRICS.duration,
    type: 'histogram',
    help: 'How long runs of a job took, in seconds.',
    labels: JOB,
    buckets: JOB_BUCKETS,
  },
  jobLastSuccess: {
    name: JOB_METRICS.lastSuccess,
    type: 'gauge',
    help: 'When a run of the job succeeded last, Unix seconds; after a restart the time of the newest product; 0 when neither is known.',
    labels: JOB,
  },
  jobsRunning: {
    name: JOB_METRICS.running,
    type: 'gauge',
    help: 'Runs of a job that are going on.',
    labels: JOB,
  },
  stepTotal: {
    name: JOB_METRICS.stepTotal,
    type: 'counter',
    help: 'Steps that were begun.',
    labels: STEP,
  },
  stepSuccess: {
    name: JOB_METRICS.stepSuccess,
    type: 'counter',
    help: 'Steps that succeeded.',
    labels: STEP,
  },
  stepFailure: {
    name: JOB_METRICS.stepFailure,
    type: 'counter',
    help: 'Steps that failed.',
    labels: STEP,
  },
  runs: {
    name: 'weather_runs_total',
    type: 'counter',
    help: 'Runs by how they ended.',
    labels: ['status'],
  },
  runCities: {
    name: 'weather_run_cities',
    type: 'gauge',
    help: 'Cities of the last run: configured, published, and failed.',
    labels: ['state'],
  },
  cityFailures: {
    name: 'weather_city_failures_total',
    type: 'counter',
    help: 'Cities that were missing from a run, by the reason.',
    labels: ['reason'],
  },
  sourceRequests: {
    name: 'weather_source_requests_total',
    type: 'counter',
    help: 'Calls of the source of weather, repeated ones too, by what became of them.',
    labels: ['source', 'outcome'],
  },
  sourceDuration: {
    name: 'weather_source_request_duration_seconds',
    type: 'histogram',
    help: 'How long calls of the source took, headers and body, in seconds.',
    labels: ['source'],
    buckets: CALL_BUCKETS,
  },
  linesQuarantined: {
    name: 'weather_lines_quarantined_total',
    type: 'counter',
    help: 'Lines kept from publication, by the quality check that failed.',
    labels: ['check'],
  },
  checkFailures: {
    name: 'weather_quality_check_failures_total',
    type: 'counter',
    help: 'Lines (or cities, for completeness) that failed a quality check.',
    labels: ['check', 'severity'],
  },
  scheduleSkipped: {
    name: 'weather_schedule_skipped_total',
    type: 'counter',
    help: 'Scheduled times without a run: another run went on (overlap), or the worker did not run (missed).',
    labels: ['reason'],
  },
  workerInfo: {
    name: 'weather_worker_info',
    type: 'gauge',
    help: 'Always 1: the version of the worker and the source it asks.',
    labels: ['version', 'source'],
  },
} as const satisfies Record<string, MetricDescription>;

/** The metrics by a short name. */
export type MetricName = keyof typeof METRICS;
