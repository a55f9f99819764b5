import { DATA_NAMESPACE, SCRAPE_JOBS, SECRETS_CONTAINER, VAULT_JOBS } from '../names';
import type { TimeScale } from '../time-scale';
import type { RuleGroup } from './rule';

/**
 * Whether programs get their secrets. Vault counts no refused logins, so they are seen where they
 * hurt: the init container of a pod that is refused ends with an error and is started again.
 */
export function secretsRules(time: TimeScale): RuleGroup {
  const restarts = `kube_pod_init_container_status_restarts_total{namespace="${DATA_NAMESPACE}",container="${SECRETS_CONTAINER}"}`;
  const rise = (metric: string): string => `increase(${metric}[${time.range('5m')}])`;
  return {
    name: 'vault',
    rules: [
      {
        alert: 'VaultAuthenticationFailure',
        expr: `sum by (namespace, pod) (increase(${restarts}[${time.range('10m')}])) > 0`,
        for: '1m',
        severity: 'critical',
        summary: '{{ $labels.pod }} does not get its secrets from Vault.',
        description: 'Its init container failed: its log names what Vault refused.',
        runbook: 'secrets',
      },
      {
        alert: 'VaultDown',
        expr: `absent(up{job=~"${VAULT_JOBS}"} == 1)`,
        for: '2m',
        severity: 'critical',
        summary: 'Vault cannot be reached.',
        description: 'Pods that start get no secrets; those that run keep theirs.',
        runbook: 'secrets',
      },
      {
        alert: 'VaultSealed',
        expr: 'vault_core_unsealed == 0',
        for: '1m',
        severity: 'critical',
        summary: 'Vault on {{ $labels.instance }} is sealed.',
        description: 'It answers nothing until it is unsealed.',
        runbook: 'secrets',
      },
      {
        alert: 'VaultAuditFailing',
        expr: `(${rise('vault_audit_log_request_failure')} > 0)\nor (${rise('vault_audit_log_response_failure')} > 0)`,
        for: '1m',
        severity: 'critical',
        summary: 'Vault on {{ $labels.instance }} cannot write its audit log.',
        description: 'It refuses all requests when no audit device can be written to.',
        runbook: 'secrets',
      },
    ],
  };
}

/** Whether there are nodes for the pods. */
export function nodesRules(time: TimeScale): RuleGroup {
  const errors = `increase(karpenter_cloudprovider_errors_total[${time.range('15m')}])`;
  const of = (metric: string): string => `max by (nodepool, resource_type) (${metric})`;
  return {
    name: 'karpenter',
    rules: [
      {
        alert: 'KarpenterDown',
        expr: `absent(up{job="${SCRAPE_JOBS.karpenter}"} == 1)`,
        for: '5m',
        severity: 'warning',
        summary: 'Karpenter cannot be reached.',
        description: 'No node is added for pods that wait, and none is removed.',
        runbook: 'nodes',
      },
      {
        alert: 'KarpenterCloudErrors',
        expr: `sum by (method, error) (${errors}) > 5`,
        for: '10m',
        severity: 'warning',
        summary: 'AWS refuses what Karpenter asks for: {{ $labels.method }} {{ $labels.error }}.',
        description: '{{ $value | humanize }} errors in the last quarter of an hour.',
        runbook: 'nodes',
      },
      {
        alert: 'KarpenterNodePoolFull',
        expr: `${of('karpenter_nodepools_usage')} / ${of('karpenter_nodepools_limit')} > 0.9`,
        for: '10m',
        severity: 'warning',
        summary: 'The node pool {{ $labels.nodepool }} is nearly at its limit.',
        description:
          '{{ $value | humanizePercentage }} of the {{ $labels.resource_type }} it may have is used.',
        runbook: 'nodes',
      },
      {
        alert: 'PodsUnschedulable',
        expr: 'sum by (namespace, pod) (kube_pod_status_unschedulable) > 0',
        for: '15m',
        severity: 'warning',
        summary: '{{ $labels.namespace }}/{{ $labels.pod }} finds no node.',
        description: 'No node has room for it, and none could be added.',
        runbook: 'nodes',
      },
    ],
  };
}

/** Whether alerts reach anybody: this one always fires, and its absence is what alarms. */
export function monitoringRules(): RuleGroup {
  return {
    name: 'monitoring',
    rules: [
      {
        alert: 'Watchdog',
        expr: 'vector(1)',
        for: '0s',
        severity: 'none',
        summary: 'Alerts are evaluated and sent.',
        description: 'Fires always. Whoever receives it raises the alarm when it stays away.',
        runbook: 'monitoring',
      },
    ],
  };
}
