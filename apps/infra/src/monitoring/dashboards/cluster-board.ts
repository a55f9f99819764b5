import type { Board, BoardPanel } from './board';

const IN = 'namespace=~"$namespace"';

const SIZE: readonly BoardPanel[] = [
  {
    title: 'Nodes',
    description: 'Nodes that are ready.',
    kind: 'number',
    unit: 'short',
    queries: [{ expr: 'sum(kube_node_status_condition{condition="Ready",status="true"})' }],
    runbook: 'nodes',
  },
  {
    title: 'Pods',
    description: 'Pods by phase.',
    unit: 'short',
    queries: [{ expr: `sum by (phase) (kube_pod_status_phase{${IN}})`, legend: '{{phase}}' }],
  },
  {
    title: 'Restarts',
    description: 'Containers that were started again in the last hour.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${IN}}[1h])) > 0`,
        legend: '{{namespace}}/{{pod}}',
      },
    ],
    limits: { warning: 1, critical: 5 },
    runbook: 'orchestration',
  },
  {
    title: 'Pods without a node',
    description: '0 is good.',
    kind: 'number',
    unit: 'short',
    queries: [{ expr: `sum(kube_pod_status_unschedulable{${IN}}) or vector(0)` }],
    limits: { warning: 1, critical: 5 },
    runbook: 'nodes',
  },
];

const USE: readonly BoardPanel[] = [
  {
    title: 'CPU of the nodes',
    description: 'Share that is used.',
    unit: 'percentunit',
    queries: [
      {
        expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
        legend: '{{instance}}',
      },
    ],
    limits: { warning: 0.8, critical: 0.95 },
    runbook: 'nodes',
  },
  {
    title: 'Memory of the nodes',
    description: 'Share that is used.',
    unit: 'percentunit',
    queries: [
      {
        expr: '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
        legend: '{{instance}}',
      },
    ],
    limits: { warning: 0.8, critical: 0.95 },
    runbook: 'nodes',
  },
  {
    title: 'CPU by namespace',
    description: 'Cores used.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (namespace) (rate(container_cpu_usage_seconds_total{${IN},container!=""}[$__rate_interval]))`,
        legend: '{{namespace}}',
      },
    ],
  },
  {
    title: 'Memory by namespace',
    description: 'Working set.',
    unit: 'bytes',
    queries: [
      {
        expr: `sum by (namespace) (container_memory_working_set_bytes{${IN},container!=""})`,
        legend: '{{namespace}}',
      },
    ],
  },
];

const NODE_POOLS: readonly BoardPanel[] = [
  {
    title: 'Node pools',
    description: 'Share of their limits that is used.',
    unit: 'percentunit',
    queries: [
      {
        expr: 'max by (nodepool, resource_type) (karpenter_nodepools_usage) / max by (nodepool, resource_type) (karpenter_nodepools_limit)',
        legend: '{{nodepool}} {{resource_type}}',
      },
    ],
    limits: { warning: 0.8, critical: 0.9 },
    runbook: 'nodes',
  },
  {
    title: 'Vault',
    description: '1 while it is unsealed.',
    unit: 'bool_yes_no',
    queries: [{ expr: 'min by (instance) (vault_core_unsealed)', legend: '{{instance}}' }],
    limits: { warning: 1, critical: 0, isLowBad: true },
    runbook: 'secrets',
  },
];

/** How the cluster is. */
export const CLUSTER_BOARD: Board = {
  uid: 'weather-kubernetes-cluster',
  title: 'Kubernetes Cluster Overview',
  description: 'Nodes, pods, and what they use.',
  variables: [{ name: 'namespace', label: 'Namespace', series: 'kube_pod_info', of: 'namespace' }],
  rows: [
    { title: 'Size', panels: SIZE },
    { title: 'Use', panels: USE },
    { title: 'Node pools and Vault', panels: NODE_POOLS },
  ],
};
