import type { KubernetesObject } from './objects';
import type { Labels } from './network-policies';

/** Name of the release of the monitoring stack; what it watches carries it as a label. */
export const MONITORING_RELEASE = 'kps';

/** A service whose metrics are collected. */
export interface ServiceMonitorProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the service. */
  readonly labels: Labels;
  /** Name of the service's port. */
  readonly port: string;
  /** @default '30s' */
  readonly interval?: string;
}

/** What Prometheus collects from a service. */
export interface ServiceMonitor extends KubernetesObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: Labels };
    readonly endpoints: readonly {
      readonly port: string;
      readonly path: string;
      readonly interval: string;
    }[];
  };
}

/** Has Prometheus collect the metrics of a service. */
export function serviceMonitor(props: ServiceMonitorProps): ServiceMonitor {
  const { name, namespace, labels, port, interval = '30s' } = props;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, namespace, labels: { release: MONITORING_RELEASE } },
    spec: {
      selector: { matchLabels: labels },
      endpoints: [{ port, path: '/metrics', interval }],
    },
  };
}
