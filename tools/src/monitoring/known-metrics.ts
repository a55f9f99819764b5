import { DAGSTER_METRICS, EXPORTER_METRICS } from '@weather/dagster-exporter/metrics';
import { METRICS as API_METRICS } from '@weather/products-api/metrics';
import { METRICS as WORKER_METRICS } from '@weather/weather-worker/metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** A metric that somebody exports. */
export interface KnownMetric {
  readonly name: string;
  readonly labels: readonly string[];
  /** Who exports it. */
  readonly by: string;
}

interface Described {
  readonly name: string;
  readonly type: string;
  readonly labels?: readonly string[];
}

function known(by: string, metrics: Readonly<Record<string, Described>>): readonly KnownMetric[] {
  return Object.values(metrics).flatMap(({ name, type, labels = [] }) => {
    if (type !== 'histogram') return [{ name, labels, by }];
    const bucket = { name: `${name}_bucket`, labels: [...labels, 'le'], by };
    return [bucket, ...['_sum', '_count'].map((part) => ({ name: `${name}${part}`, labels, by }))];
  });
}

/** What prom-client tells of any process. */
async function ofProcesses(): Promise<readonly KnownMetric[]> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = await registry.getMetricsAsJSON();
  return metrics.map(({ name }) => ({ name, labels: [], by: 'process' }));
}

/**
 * Metrics of programs that are not ours, by who exports them, with their labels; each is in that
 * project's documentation or source under this name.
 */
const OF_OTHERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  prometheus: { up: [] },
  'kube-state-metrics': {
    kube_node_status_condition: ['node', 'condition', 'status'],
    kube_pod_info: ['namespace', 'pod', 'node'],
    kube_pod_status_phase: ['namespace', 'pod', 'phase'],
    kube_pod_status_unschedulable: ['namespace', 'pod'],
    kube_pod_container_resource_limits: ['namespace', 'pod', 'container', 'resource', 'unit'],
    kube_pod_container_status_restarts_total: ['namespace', 'pod', 'container'],
    kube_pod_init_container_status_restarts_total: ['namespace', 'pod', 'container'],
  },
  cadvisor: {
    container_cpu_usage_seconds_total: ['namespace', 'pod', 'container'],
    container_memory_working_set_bytes: ['namespace', 'pod', 'container'],
  },
  'node-exporter': {
    node_cpu_seconds_total: ['cpu', 'mode'],
    node_memory_MemAvailable_bytes: [],
    node_memory_MemTotal_bytes: [],
  },
  vault: {
    vault_core_unsealed: [],
    vault_audit_log_request_failure: [],
    vault_audit_log_response_failure: [],
  },
  karpenter: {
    karpenter_cloudprovider_errors_total: ['controller', 'method', 'provider', 'error'],
    karpenter_nodepools_limit: ['nodepool', 'resource_type'],
    karpenter_nodepools_usage: ['nodepool', 'resource_type'],
  },
};

/** Who is there only in a cluster. */
export const CLUSTER_EXPORTERS: ReadonlySet<string> = new Set([
  ...['kube-state-metrics', 'cadvisor', 'node-exporter', 'vault', 'karpenter'],
]);

function ofOthers(): readonly KnownMetric[] {
  return Object.entries(OF_OTHERS).flatMap(([by, metrics]) =>
    Object.entries(metrics).map(([name, labels]) => ({ name, labels, by })),
  );
}

/** Every metric that alerts and dashboards may use. */
export async function knownMetrics(): Promise<readonly KnownMetric[]> {
  return [
    ...known('products-api', API_METRICS),
    ...known('weather-worker', WORKER_METRICS),
    ...known('dagster-exporter', DAGSTER_METRICS),
    ...known('dagster-exporter', EXPORTER_METRICS),
    ...(await ofProcesses()),
    ...ofOthers(),
  ];
}
