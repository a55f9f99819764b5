import { DATA_NAMESPACE } from '../names';
import type { BoardPanel } from './board';

const PODS = `namespace="${DATA_NAMESPACE}",pod=~"dagster.*"`;

/** What the pods of Dagster use. */
export const DAGSTER_RESOURCES: readonly BoardPanel[] = [
  {
    title: 'Memory of the pods',
    description: 'Working set of the containers of Dagster.',
    unit: 'bytes',
    queries: [
      {
        expr: `sum by (pod) (container_memory_working_set_bytes{${PODS},container!=""})`,
        legend: '{{pod}}',
      },
    ],
    runbook: 'orchestration',
  },
  {
    title: 'CPU of the pods',
    description: 'Cores used by the containers of Dagster.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (pod) (rate(container_cpu_usage_seconds_total{${PODS},container!=""}[$__rate_interval]))`,
        legend: '{{pod}}',
      },
    ],
  },
];
