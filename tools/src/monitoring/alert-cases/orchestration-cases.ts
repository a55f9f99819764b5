import type { AlertCase } from './alert-case';

const HEARTBEAT = 'dagster_daemon_last_heartbeat_timestamp_seconds{daemon_type="SCHEDULER"}';
const REQUIRED = 'dagster_daemon_required{daemon_type="SCHEDULER"}';
const EXPORTER_UP = 'up{job="dagster-exporter"}';

const POLLS = (value: string): Readonly<Record<string, string>> => ({
  'dagster_exporter_last_poll_success{collector="runs"}': value,
  'dagster_exporter_last_poll_success{collector="daemons"}': value,
});

const CONTAINER = 'namespace="data",pod="dagster-daemon-0",container="daemon"';
const MEMORY = `container_memory_working_set_bytes{${CONTAINER}}`;
const LIMIT = `kube_pod_container_resource_limits{${CONTAINER},resource="memory",unit="byte"}`;
const RESTARTS = `kube_pod_container_status_restarts_total{${CONTAINER}}`;
const LOAD_ERROR = 'dagster_code_location_load_error{location_name="weather"}';
const QUEUED = 'dagster_jobs_queued{job_name="weather_product_job"}';
const POLLED = 'dagster_exporter_last_success_timestamp_seconds{collector="runs"}';
const STEPS_POLLED = 'dagster_exporter_last_success_timestamp_seconds{collector="steps"}';
const TOTAL = 'dagster_job_total{job_name="weather_product_job"}';

export const ORCHESTRATION_CASES: readonly AlertCase[] = [
  {
    alert: 'DagsterDaemonDown',
    fires: [
      {
        when: 'its heartbeat stands still',
        series: { [HEARTBEAT]: '0+60x4 240x60', [REQUIRED]: '1x60' },
        at: '11m',
        labels: { daemon_type: 'SCHEDULER' },
      },
      {
        when: 'it never had one',
        series: { [HEARTBEAT]: '0x60', [REQUIRED]: '1x60' },
        at: '7m',
        labels: { daemon_type: 'SCHEDULER' },
      },
    ],
    silent: [
      { when: 'it beats', series: { [HEARTBEAT]: '0+60x60', [REQUIRED]: '1x60' }, at: '40m' },
      { when: 'nobody needs it', series: { [HEARTBEAT]: '0x60', [REQUIRED]: '0x60' }, at: '40m' },
    ],
    absent: 'silent',
  },
  {
    alert: 'DagsterWebserverDown',
    fires: [{ when: 'no poll goes well', series: POLLS('1x4 0x30'), at: '12m', labels: {} }],
    silent: [
      { when: 'polls go well', series: POLLS('1x30'), at: '12m' },
      {
        when: 'one collector alone fails',
        series: {
          ...POLLS('1x30'),
          'dagster_exporter_last_poll_success{collector="steps"}': '0x30',
        },
        at: '12m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'DagsterHighMemoryUsage',
    fires: [
      {
        when: 'it uses 95 %',
        series: { [MEMORY]: '950x30', [LIMIT]: '1000x30' },
        at: '12m',
        labels: { namespace: 'data', pod: 'dagster-daemon-0', container: 'daemon' },
      },
    ],
    silent: [
      { when: 'it uses half', series: { [MEMORY]: '500x30', [LIMIT]: '1000x30' }, at: '12m' },
      { when: 'it has no limit', series: { [MEMORY]: '950x30' }, at: '12m' },
    ],
    absent: 'silent',
  },
  {
    alert: 'DagsterPodRestarting',
    fires: [
      {
        when: 'it restarted for the first time',
        series: { [RESTARTS]: '0x9 1x30' },
        at: '12m',
        labels: { namespace: 'data', pod: 'dagster-daemon-0' },
      },
    ],
    silent: [
      { when: 'it restarted long ago', series: { [RESTARTS]: '5x60' }, at: '40m' },
      {
        when: 'a pod of somebody else restarts',
        series: {
          'kube_pod_container_status_restarts_total{namespace="data",pod="other"}': '0+1x60',
        },
        at: '40m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'DagsterCodeLocationBroken',
    fires: [
      {
        when: 'it does not load',
        series: { [LOAD_ERROR]: '0x4 1x30' },
        at: '12m',
        labels: { location_name: 'weather' },
      },
    ],
    silent: [
      { when: 'it loads', series: { [LOAD_ERROR]: '0x30' }, at: '12m' },
      { when: 'it is rolled out', series: { [LOAD_ERROR]: '0x4 1x2 0x30' }, at: '12m' },
    ],
    absent: 'silent',
  },
  {
    alert: 'DagsterRunsQueued',
    fires: [
      {
        when: 'a run waits',
        series: { [QUEUED]: '1x60' },
        at: '35m',
        labels: { job_name: 'weather_product_job' },
      },
    ],
    silent: [
      { when: 'none waits', series: { [QUEUED]: '0x60' }, at: '35m' },
      { when: 'one waits for a moment', series: { [QUEUED]: '0x9 1x9 0x60' }, at: '35m' },
    ],
    absent: 'silent',
  },
  {
    alert: 'DagsterExporterDown',
    fires: [
      {
        when: 'it does not answer',
        series: { [EXPORTER_UP]: '1x4 0x30' },
        at: '12m',
        labels: {},
      },
    ],
    silent: [{ when: 'it answers', series: { [EXPORTER_UP]: '1x30' }, at: '12m' }],
    absent: 'fires',
  },
  {
    alert: 'DagsterExporterBlind',
    fires: [
      {
        when: 'no poll went well for ten minutes',
        series: { [POLLED]: '0+60x4 240x60' },
        at: '16m',
        labels: { collector: 'runs' },
      },
    ],
    silent: [
      { when: 'polls go well', series: { [POLLED]: '0+60x60' }, at: '30m' },
      {
        when: 'the history of steps was read long ago',
        series: { [POLLED]: '0+60x60', [STEPS_POLLED]: '60x60' },
        at: '30m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'WeatherJobUnknown',
    fires: [
      {
        when: 'the exporter knows other jobs alone',
        series: { [EXPORTER_UP]: '1x60', 'dagster_job_total{job_name="other"}': '0x60' },
        at: '20m',
        labels: { job_name: 'weather_product_job' },
      },
    ],
    silent: [
      { when: 'it is known', series: { [EXPORTER_UP]: '1x60', [TOTAL]: '0x60' }, at: '20m' },
      { when: 'the exporter is down', series: { [EXPORTER_UP]: '0x60' }, at: '20m' },
    ],
    absent: 'silent',
  },
];
