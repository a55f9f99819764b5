import type { LimitRange, Namespace, ResourceQuota } from 'kubernetes-types/core/v1';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import { object, type KubernetesObject } from './objects';

/** How strictly pods of a namespace are admitted. */
export type PodSecurity = 'restricted' | 'baseline' | 'privileged';

/** A namespace of the platform. */
export interface PlatformNamespace {
  readonly name: string;
  readonly security: PodSecurity;
  /** What its pods may ask for together. */
  readonly quota: { readonly cpu: string; readonly memory: string; readonly pods: string };
}

/** The namespaces of the platform. */
export const NAMESPACES = {
  data: { name: 'data', security: 'restricted', quota: { cpu: '32', memory: '64Gi', pods: '100' } },
  vault: { name: 'vault', security: 'restricted', quota: { cpu: '8', memory: '16Gi', pods: '20' } },
  // Its node exporter looks at the nodes themselves.
  monitoring: {
    name: 'monitoring',
    security: 'privileged',
    quota: { cpu: '16', memory: '48Gi', pods: '200' },
  },
  karpenter: {
    name: 'karpenter',
    security: 'restricted',
    quota: { cpu: '8', memory: '16Gi', pods: '20' },
  },
} as const satisfies Readonly<Record<string, PlatformNamespace>>;

/** The version of the pod security standards; pinned, so that an upgrade changes nothing by itself. */
const STANDARD = 'v1.35';

function namespace({ name, security }: PlatformNamespace): KubernetesObject {
  const modes = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, security],
    [`pod-security.kubernetes.io/${mode}-version`, STANDARD],
  ]);
  const labels = Object.fromEntries(modes) as Record<string, string>;
  return object<Namespace>({ apiVersion: 'v1', kind: 'Namespace' }, { name, labels }, {});
}

function quota({ name, quota: most }: PlatformNamespace): KubernetesObject {
  return object<ResourceQuota>(
    { apiVersion: 'v1', kind: 'ResourceQuota' },
    { name: 'all-pods', namespace: name },
    {
      spec: {
        hard: {
          'requests.cpu': most.cpu,
          'requests.memory': most.memory,
          pods: most.pods,
          'services.loadbalancers': '0',
          'services.nodeports': '0',
        },
      },
    },
  );
}

function limits({ name }: PlatformNamespace): KubernetesObject {
  return object<LimitRange>(
    { apiVersion: 'v1', kind: 'LimitRange' },
    { name: 'containers', namespace: name },
    {
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '512Mi', 'ephemeral-storage': '1Gi' },
            defaultRequest: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
          },
        ],
      },
    },
  );
}

function denyAll({ name }: PlatformNamespace): KubernetesObject {
  return object<NetworkPolicy>(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    { name: 'default-deny', namespace: name },
    { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
  );
}

/** Every namespace with what guards it: admission, quota, limits, and no traffic unless allowed. */
export function namespaceObjects(): readonly KubernetesObject[] {
  return Object.values<PlatformNamespace>(NAMESPACES).flatMap((one) => [
    namespace(one),
    quota(one),
    limits(one),
    denyAll(one),
  ]);
}
