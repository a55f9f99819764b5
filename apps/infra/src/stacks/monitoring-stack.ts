import type { Construct } from 'constructs';
import { alertRules } from '../constructs/monitoring/alert-rules';
import { dashboards } from '../constructs/monitoring/dashboards';
import { monitoringValues, receiversOf } from '../constructs/monitoring/monitoring-values';
import { karpenterMetrics } from '../constructs/platform/karpenter-metrics';
import { helmInto } from '../constructs/releases/cluster-helm';
import { OwnRelease, UpstreamRelease } from '../constructs/releases/releases';
import type { Environment } from '../environments/environment';
import { MONITORING_RELEASE } from '../kubernetes/service-monitors';
import { VERSIONS } from '../versions/versions';
import type { ClusterStack } from './cluster-stack';
import { EnvironmentStack } from './environment-stack';

/** Prometheus, Alertmanager and Grafana, reached by port-forward only. */
export class MonitoringStack extends EnvironmentStack {
  readonly values: object;

  constructor(scope: Construct, environment: Environment, cluster: ClusterStack) {
    super(scope, 'monitoring', environment);
    helmInto(this, cluster);
    this.values = monitoringValues({
      retentionDays: environment.workloads.prometheusDays,
      receivers: receiversOf(environment),
    });
    const stack = new UpstreamRelease(this, 'kube-prometheus-stack', {
      name: MONITORING_RELEASE,
      namespace: 'monitoring',
      chart: 'kube-prometheus-stack',
      repository: 'https://prometheus-community.github.io/helm-charts',
      version: VERSIONS.kubePrometheusStack.version,
      values: this.values,
    });
    const isEks = environment.kubernetes.kind === 'eks';
    new OwnRelease(this, 'watched', {
      name: 'watched',
      description: 'Rules of alerts, dashboards, and what is collected from charts before it.',
      namespace: 'monitoring',
      objects: [alertRules(), ...dashboards(), ...(isEks ? [karpenterMetrics()] : [])],
      after: [stack.release],
    });
  }
}
