import { DATA_NAMESPACE, SCRAPE_JOBS, WEATHER_JOB } from '../names';
import type { TimeScale } from '../time-scale';
import type { AlertRule, RuleGroup } from './rule';

const DAGSTER_PODS = `namespace="${DATA_NAMESPACE}",pod=~"dagster.*"`;
const EXPORTER = `up{job="${SCRAPE_JOBS.exporter}"}`;

/** By the clock: Dagster itself calls a dead daemon healthy for half an hour. */
function daemonDown(time: TimeScale): AlertRule {
  const last = 'max by (daemon_type) (dagster_daemon_last_heartbeat_timestamp_seconds)';
  const required = 'max by (daemon_type) (dagster_daemon_required) == 1';
  return {
    alert: 'DagsterDaemonDown',
    expr: `(time() - ${last} > ${time.seconds('5m')})\nand on (daemon_type) (${required})`,
    for: '1m',
    severity: 'warning',
    summary: 'The Dagster daemon {{ $labels.daemon_type }} gives no sign of life.',
    description:
      'Its last heartbeat is {{ $value | humanizeDuration }} old: schedules do not fire, or queued runs are not launched.',
    runbook: 'orchestration',
  };
}

function webserverDown(): AlertRule {
  return {
    alert: 'DagsterWebserverDown',
    expr: 'max(dagster_exporter_last_poll_success) == 0',
    for: '5m',
    severity: 'warning',
    summary: 'The Dagster webserver does not answer.',
    description: 'None of the exporter’s questions is answered; runs go on, but nobody sees them.',
    runbook: 'orchestration',
  };
}

function highMemory(): AlertRule {
  const used = `max by (namespace, pod, container) (container_memory_working_set_bytes{${DAGSTER_PODS},container!="",container!="POD"})`;
  const limit = `max by (namespace, pod, container) (kube_pod_container_resource_limits{${DAGSTER_PODS},resource="memory"})`;
  return {
    alert: 'DagsterHighMemoryUsage',
    expr: `${used} / ${limit} > 0.9`,
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.pod }} is about to run out of memory.',
    description: 'It uses {{ $value | humanizePercentage }} of its limit and is killed beyond it.',
    runbook: 'orchestration',
  };
}

function podRestarting(time: TimeScale): AlertRule {
  const restarts = `kube_pod_container_status_restarts_total{${DAGSTER_PODS}}`;
  return {
    alert: 'DagsterPodRestarting',
    expr: `sum by (namespace, pod) (increase(${restarts}[${time.range('15m')}])) > 0`,
    for: '1m',
    severity: 'warning',
    summary: '{{ $labels.pod }} restarts.',
    description: 'A container of it ended and was started again in the last quarter of an hour.',
    runbook: 'orchestration',
  };
}

function codeLocationBroken(): AlertRule {
  return {
    alert: 'DagsterCodeLocationBroken',
    expr: 'max by (location_name) (dagster_code_location_load_error) == 1',
    for: '5m',
    severity: 'critical',
    summary: 'Dagster cannot load the code location {{ $labels.location_name }}.',
    description: 'None of its schedules fires, and none of its jobs can be launched.',
    runbook: 'orchestration',
  };
}

function queueStuck(): AlertRule {
  return {
    alert: 'DagsterRunsQueued',
    expr: 'sum by (job_name) (dagster_jobs_queued) > 0',
    for: '30m',
    severity: 'warning',
    summary: 'Runs of {{ $labels.job_name }} wait without being begun.',
    description: '{{ $value }} runs have waited for half an hour.',
    runbook: 'orchestration',
  };
}

function exporterDown(): AlertRule {
  return {
    alert: 'DagsterExporterDown',
    expr: `absent(${EXPORTER} == 1)`,
    for: '5m',
    severity: 'warning',
    summary: 'Nothing is known of Dagster: its exporter is not scraped.',
    description: 'Alerts on jobs, steps and daemons cannot fire until it is.',
    runbook: 'orchestration',
  };
}

function exporterBlind(time: TimeScale): AlertRule {
  const last =
    'min by (collector) (dagster_exporter_last_success_timestamp_seconds{collector!="steps"})';
  return {
    alert: 'DagsterExporterBlind',
    expr: `time() - ${last} > ${time.seconds('10m')}`,
    for: '1m',
    severity: 'warning',
    summary: 'What is told of Dagster is old: {{ $labels.collector }} cannot be polled.',
    description: 'The exporter’s log says why (Dagster:Poll:Failed).',
    runbook: 'orchestration',
  };
}

function jobUnknown(): AlertRule {
  const job = `dagster_job_total{job_name="${WEATHER_JOB}"}`;
  return {
    alert: 'WeatherJobUnknown',
    expr: `absent(${job}) and on () (max(${EXPORTER}) == 1)`,
    for: '15m',
    severity: 'warning',
    summary: 'Dagster knows no job {{ $labels.job_name }}.',
    description: 'Its code location defines none, or the exporter cannot read the history of runs.',
    runbook: 'orchestration',
  };
}

/** Whether Dagster works, and is watched. */
export function orchestrationRules(time: TimeScale): RuleGroup {
  return {
    name: 'dagster',
    rules: [
      ...[daemonDown(time), webserverDown(), highMemory(), podRestarting(time)],
      ...[codeLocationBroken(), queueStuck(), exporterDown(), exporterBlind(time), jobUnknown()],
    ],
  };
}
