import type { AlertCase } from './alert-case';

const INIT = 'kube_pod_init_container_status_restarts_total';
const POD = 'namespace="data",pod="products-api-0",container="vault-init"';
const USAGE = 'karpenter_nodepools_usage{nodepool="default",resource_type="cpu"}';
const LIMIT = 'karpenter_nodepools_limit{nodepool="default",resource_type="cpu"}';
const ERRORS =
  'karpenter_cloudprovider_errors_total{method="Create",error="UnfulfillableCapacity"}';
const UNSCHEDULABLE = 'kube_pod_status_unschedulable{namespace="data",pod="run-1"}';

function down(alert: string, job: string): AlertCase {
  return {
    alert,
    fires: [
      {
        when: 'it does not answer',
        series: { [`up{job="${job}"}`]: '1x4 0x30' },
        at: '12m',
        labels: {},
      },
    ],
    silent: [{ when: 'it answers', series: { [`up{job="${job}"}`]: '1x30' }, at: '12m' }],
    absent: 'fires',
  };
}

export const PLATFORM_CASES: readonly AlertCase[] = [
  {
    alert: 'VaultAuthenticationFailure',
    fires: [
      {
        when: 'an init container failed for the first time',
        series: { [`${INIT}{${POD}}`]: '0x9 1x30' },
        at: '13m',
        labels: { namespace: 'data', pod: 'products-api-0' },
      },
    ],
    silent: [
      { when: 'none failed', series: { [`${INIT}{${POD}}`]: '0x60' }, at: '30m' },
      { when: 'it failed long ago', series: { [`${INIT}{${POD}}`]: '3x60' }, at: '30m' },
      {
        when: 'another init container fails',
        series: { [`${INIT}{namespace="data",pod="x",container="wait"}`]: '0+1x60' },
        at: '30m',
      },
    ],
    absent: 'silent',
  },
  down('VaultDown', 'vault'),
  {
    alert: 'VaultSealed',
    fires: [
      {
        when: 'one of three is sealed',
        series: {
          'vault_core_unsealed{instance="vault-0"}': '1x4 0x30',
          'vault_core_unsealed{instance="vault-1"}': '1x30',
        },
        at: '8m',
        labels: { instance: 'vault-0' },
      },
    ],
    silent: [
      {
        when: 'it is open',
        series: { 'vault_core_unsealed{instance="vault-0"}': '1x30' },
        at: '8m',
      },
    ],
    absent: 'silent',
  },
  {
    alert: 'VaultAuditFailing',
    fires: [
      {
        when: 'a request could not be written',
        series: { 'vault_audit_log_request_failure{instance="vault-0"}': '0x9 1x30' },
        at: '12m',
        labels: { instance: 'vault-0' },
      },
      {
        when: 'a response could not be written',
        series: { 'vault_audit_log_response_failure{instance="vault-0"}': '0x9 1x30' },
        at: '12m',
        labels: { instance: 'vault-0' },
      },
    ],
    silent: [
      {
        when: 'all is written',
        series: { 'vault_audit_log_request_failure{instance="vault-0"}': '0x30' },
        at: '12m',
      },
    ],
    absent: 'silent',
  },
  down('KarpenterDown', 'karpenter'),
  {
    alert: 'KarpenterCloudErrors',
    fires: [
      {
        when: 'it is refused each minute',
        series: { [ERRORS]: '0+1x60' },
        at: '40m',
        labels: { method: 'Create', error: 'UnfulfillableCapacity' },
      },
    ],
    silent: [{ when: 'it is refused once', series: { [ERRORS]: '0x9 1x60' }, at: '20m' }],
    absent: 'silent',
  },
  {
    alert: 'KarpenterNodePoolFull',
    fires: [
      {
        when: '95 of 100 are used',
        series: { [USAGE]: '95x30', [LIMIT]: '100x30' },
        at: '12m',
        labels: { nodepool: 'default', resource_type: 'cpu' },
      },
    ],
    silent: [
      { when: 'half is used', series: { [USAGE]: '50x30', [LIMIT]: '100x30' }, at: '12m' },
      { when: 'it has no limit', series: { [USAGE]: '95x30' }, at: '12m' },
    ],
    absent: 'silent',
  },
  {
    alert: 'PodsUnschedulable',
    fires: [
      {
        when: 'a pod waits',
        series: { [UNSCHEDULABLE]: '1x60' },
        at: '20m',
        labels: { namespace: 'data', pod: 'run-1' },
      },
    ],
    silent: [{ when: 'it waited for a node', series: { [UNSCHEDULABLE]: '1x4 0x60' }, at: '20m' }],
    absent: 'silent',
  },
  {
    alert: 'Watchdog',
    fires: [{ when: 'all is well', series: {}, at: '1m', labels: {} }],
    silent: [],
    absent: 'fires',
  },
];
