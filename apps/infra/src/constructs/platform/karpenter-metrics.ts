import type { KubernetesObject } from '../../kubernetes/objects';
import { serviceMonitor } from '../../kubernetes/service-monitors';

/** Has Prometheus collect Karpenter's metrics; the service is the chart's. */
export function karpenterMetrics(): KubernetesObject {
  const labels = {
    'app.kubernetes.io/name': 'karpenter',
    'app.kubernetes.io/instance': 'karpenter',
  };
  return serviceMonitor({
    name: 'karpenter',
    namespace: 'karpenter',
    labels,
    port: 'http-metrics',
  });
}
