/** A version the platform is pinned to, and how it was chosen. */
export interface PinnedVersion {
  readonly version: string;
  /** Why this one. */
  readonly reason: string;
  /** Where upstream records it. */
  readonly source: string;
}

/** Every version that is not in the lock file. Add-ons of EKS are asked for at plan time instead. */
export const VERSIONS = {
  kubernetes: {
    version: '1.35',
    reason: 'in standard support, and one behind the newest so that add-ons exist',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
  },
  karpenter: {
    version: '1.14.1',
    reason: 'covers Kubernetes 1.33 to 1.36; 1.8.4 has a scheduling regression',
    source: 'aws/karpenter-provider-aws charts/karpenter/Chart.yaml',
  },
  vault: {
    version: '0.34.1',
    reason: 'the chart that is tested with Vault 2.0 and 1.21',
    source: 'hashicorp/vault-helm Chart.yaml',
  },
  kubePrometheusStack: {
    version: '88.5.3',
    reason: 'operator v0.93.1 and Alertmanager v0.34; upgrades its CRDs by a job',
    source: 'prometheus-community/helm-charts charts/kube-prometheus-stack/Chart.yaml',
  },
  dagster: {
    version: '1.13.27',
    reason: 'the release of the code location; the chart is released with it',
    source: 'apps/weather-worker/dagster/requirements.txt',
  },
  postgres: {
    version: '16.10',
    reason: 'a release that Dagster supports, from the official image',
    source: 'https://www.postgresql.org/docs/release/16.10/',
  },
} as const satisfies Readonly<Record<string, PinnedVersion>>;
