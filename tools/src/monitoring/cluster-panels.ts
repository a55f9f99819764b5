/**
 * Panels that have no data outside of a cluster, by board and title, with who exports what they show.
 * All others must have data in the end-to-end tests.
 */
export const CLUSTER_PANELS: Readonly<Record<string, string>> = {
  'Kubernetes Cluster Overview: Nodes': 'kube-state-metrics',
  'Kubernetes Cluster Overview: Pods': 'kube-state-metrics',
  'Kubernetes Cluster Overview: Restarts': 'kube-state-metrics',
  'Kubernetes Cluster Overview: Pods without a node': 'kube-state-metrics',
  'Kubernetes Cluster Overview: CPU of the nodes': 'node-exporter',
  'Kubernetes Cluster Overview: Memory of the nodes': 'node-exporter',
  'Kubernetes Cluster Overview: CPU by namespace': 'cadvisor',
  'Kubernetes Cluster Overview: Memory by namespace': 'cadvisor',
  'Kubernetes Cluster Overview: Node pools': 'karpenter',
  'Kubernetes Cluster Overview: Vault': 'vault',
  'Dagster Pipeline: Memory of the pods': 'cadvisor',
  'Dagster Pipeline: CPU of the pods': 'cadvisor',
};
