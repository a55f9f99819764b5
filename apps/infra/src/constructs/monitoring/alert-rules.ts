import type { KubernetesObject } from '../../kubernetes/objects';
import { MONITORING_RELEASE } from '../../kubernetes/service-monitors';
import { rulesJson } from '../../monitoring';

/** The rules of all alerts, as the operator of Prometheus takes them. */
export function alertRules(): KubernetesObject & { readonly spec: object } {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name: 'weather',
      namespace: 'monitoring',
      labels: { release: MONITORING_RELEASE },
    },
    spec: rulesJson(),
  };
}
