import {
  from,
  podsOf,
  TO_HTTPS,
  TO_NAMES,
  TO_POD_IDENTITY,
  traffic,
} from '../../kubernetes/network-policies';
import type { KubernetesObject } from '../../kubernetes/objects';

const KARPENTER = { 'app.kubernetes.io/name': 'karpenter' };

/** Port of Karpenter's metrics. */
export const KARPENTER_METRICS_PORT = 8080;

/** Who talks to whom in the namespaces that are not of our own programs. */
export function platformTraffic(): readonly KubernetesObject[] {
  return [
    traffic({
      name: 'karpenter',
      namespace: 'karpenter',
      pods: KARPENTER,
      from: [from([podsOf('monitoring')], KARPENTER_METRICS_PORT)],
      to: [TO_NAMES, TO_HTTPS, TO_POD_IDENTITY],
    }),
    // Collects from everywhere and tells the world; nobody comes in from outside the namespace.
    traffic({
      name: 'monitoring',
      namespace: 'monitoring',
      pods: {},
      from: [{ from: [{ podSelector: {} }] }],
      to: [{}],
    }),
  ];
}
