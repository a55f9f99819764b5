import { DEMO_JOB, WEATHER_JOB, WEATHER_SCHEDULE } from '../names';
import type { TimeScale } from '../time-scale';
import type { AlertRule, RuleGroup } from './rule';

const UPLOAD = `job_name="${WEATHER_JOB}",step_name="upload_to_s3"`;

/**
 * A counter of failures rose, and something failed lately: runs that are deleted in Dagster lower the
 * counter when the exporter starts again, which Prometheus takes for a rise.
 */
function failed(counter: string, time: TimeScale): string {
  const rose = `sum by (job_name) (increase(${counter}[${time.range('5m')}])) > 0`;
  const last = 'max by (job_name) (dagster_job_last_failure_timestamp_seconds)';
  return `${rose}\nand on (job_name) (time() - ${last} < ${time.seconds('1h')})`;
}

/** The share of runs that failed, where enough ended to tell. */
function failureShare(
  jobs: string,
  { range, runs }: { readonly range: string; readonly runs: number },
): string {
  const rise = (metric: string): string =>
    `sum by (job_name) (increase(dagster_job_${metric}_total{${jobs}}[${range}]))`;
  const ended = `(${rise('failure')} + ${rise('success')})`;
  // Half a run less, because increases are extrapolated.
  return `${rise('failure')} / ${ended}\nand ${ended} > ${runs - 0.5}`;
}

function jobFailed(time: TimeScale): AlertRule {
  return {
    alert: 'DagsterJobFailed',
    expr: failed(`dagster_job_failure_total{job_name!="${DEMO_JOB}"}`, time),
    for: '1m',
    severity: 'critical',
    summary: 'A run of {{ $labels.job_name }} failed.',
    description: 'The run page in Dagster shows the step that failed and its cause.',
    runbook: 'pipeline',
  };
}

function uploadFailed(time: TimeScale): AlertRule {
  return {
    alert: 'S3UploadFailures',
    expr: failed(`dagster_step_failure_total{${UPLOAD}}`, time),
    for: '1m',
    severity: 'critical',
    summary: 'Weather products could not be stored in S3.',
    description: 'The step upload_to_s3 failed; what was fetched for that hour is not published.',
    runbook: 'pipeline',
  };
}

/** Never a success counts from when the job has been known for as long. */
function stale(time: TimeScale): AlertRule {
  const last = `dagster_job_last_success_timestamp_seconds{job_name="${WEATHER_JOB}"}`;
  const newest = `max by (job_name) (${last})`;
  const known = `max by (job_name) (${last} offset ${time.range('2h')})`;
  const old = `time() - (${newest} > 0) > ${time.seconds('2h')}`;
  return {
    alert: 'WeatherPipelineStale',
    expr: `(${old})\nor (${newest} == 0 and ${known} == 0)`,
    for: '1m',
    severity: 'warning',
    summary: 'No weather has been published for two hours.',
    description: 'No run of {{ $labels.job_name }} succeeded in the last two hours.',
    runbook: 'pipeline',
  };
}

function highFailureRate(time: TimeScale): AlertRule {
  const share = failureShare(`job_name!="${DEMO_JOB}"`, { range: time.range('6h'), runs: 3 });
  return {
    alert: 'DagsterHighFailureRate',
    expr: `${share}\nand (${share.split('\n', 1)[0] ?? ''}) > 0.5`,
    for: '5m',
    severity: 'warning',
    summary: 'More than half of the runs of {{ $labels.job_name }} fail.',
    description: '{{ $value | humanizePercentage }} of its runs failed in the last six hours.',
    runbook: 'pipeline',
  };
}

function slow(time: TimeScale): AlertRule {
  const rise = (part: string): string =>
    `sum by (job_name) (increase(dagster_job_duration_seconds_${part}[${time.range('1h')}]))`;
  return {
    alert: 'DagsterJobSlow',
    expr: `${rise('sum')} / ${rise('count')} > 180`,
    for: '5m',
    severity: 'info',
    summary: 'Runs of {{ $labels.job_name }} take longer than three minutes.',
    description: 'They took {{ $value | humanizeDuration }} on average in the last hour.',
    runbook: 'pipeline',
  };
}

function demoFailed(time: TimeScale): AlertRule {
  return {
    alert: 'DemoJobFailed',
    expr: failed(`dagster_job_failure_total{job_name="${DEMO_JOB}"}`, time),
    for: '1m',
    severity: 'warning',
    summary: 'The demo job failed, as it is meant to now and then.',
    description: 'Nothing is wrong: this shows what an alert looks like, from a run to a message.',
    runbook: 'pipeline',
  };
}

function demoFailsOften(time: TimeScale): AlertRule {
  const share = failureShare(`job_name="${DEMO_JOB}"`, { range: time.range('1h'), runs: 5 });
  return {
    alert: 'DemoJobHighFailureRate',
    expr: `${share}\nand (${share.split('\n', 1)[0] ?? ''}) > 0.6`,
    for: '1m',
    severity: 'info',
    summary: 'The demo job fails more often than it is meant to.',
    description: '{{ $value | humanizePercentage }} of its runs failed in the last hour.',
    runbook: 'pipeline',
  };
}

function scheduleOff(): AlertRule {
  return {
    alert: 'WeatherScheduleOff',
    expr: `max by (schedule_name) (dagster_schedule_running{schedule_name="${WEATHER_SCHEDULE.name}"}) == 0`,
    for: '30m',
    severity: 'warning',
    summary: 'The schedule {{ $labels.schedule_name }} is switched off.',
    description: 'Weather is collected only when somebody launches a run.',
    runbook: 'pipeline',
  };
}

/** Whether weather is collected and published. */
export function pipelineRules(time: TimeScale): RuleGroup {
  return {
    name: 'weather-pipeline',
    rules: [
      ...[jobFailed, uploadFailed, stale, highFailureRate, slow].map((rule) => rule(time)),
      ...[demoFailed, demoFailsOften].map((rule) => rule(time)),
      scheduleOff(),
    ],
  };
}
