import type { Container } from 'kubernetes-types/core/v1';
import type { Inventory } from '../inventory/inventory';
import {
  containersOf,
  matches,
  ofKind,
  placeOf,
  servicesIn,
  workloadsIn,
  type Workload,
} from '../inventory/workloads';
import type { Finding, PolicyRule } from './rule';

function found(workload: Workload, fault: string): Finding {
  return { place: `${workload.kind}/${workload.namespace}/${workload.name}`, fault };
}

/** A rule about every container of ours. */
function everyContainer(
  rule: Omit<PolicyRule, 'check'>,
  fault: (container: Container, isInit: boolean) => string | undefined,
): PolicyRule {
  const check = ({ objects }: Inventory) =>
    workloadsIn(objects).flatMap((workload) =>
      containersOf(workload).flatMap((container) => {
        const isInit = workload.pod.initContainers?.includes(container) ?? false;
        const told = fault(container, isInit);
        return told === undefined ? [] : [found(workload, `container ${container.name} ${told}`)];
      }),
    );
  return { ...rule, check };
}

const restricted = everyContainer(
  {
    id: 'container-restricted',
    demand: 'a container is what the standard `restricted` asks for, and writes to no image',
    also: ['CKV_K8S_20', 'CKV_K8S_22', 'CKV_K8S_28', 'KSV-0014', 'run-as-non-root'],
  },
  ({ securityContext = {} }) => {
    const isKept =
      securityContext.allowPrivilegeEscalation === false &&
      securityContext.readOnlyRootFilesystem === true &&
      securityContext.runAsNonRoot === true &&
      securityContext.capabilities?.drop?.join() === 'ALL';
    return isKept ? undefined : 'may do more than `restricted` allows';
  },
);

const bounded = everyContainer(
  {
    id: 'container-bounded',
    demand: 'a container says what it needs and gets no more memory than that',
    also: ['CKV_K8S_10', 'CKV_K8S_11', 'CKV_K8S_12', 'CKV_K8S_13', 'unset-memory-requirements'],
  },
  ({ resources }) => {
    const { requests = {}, limits = {} } = resources ?? {};
    const isKept = 'cpu' in requests && 'memory' in requests && 'memory' in limits;
    return isKept ? undefined : 'lacks requests or a limit of memory';
  },
);

const probed = everyContainer(
  {
    id: 'container-probed',
    demand: 'Kubernetes can tell whether a program works and whether it serves',
    also: ['CKV_K8S_8', 'CKV_K8S_9', 'no-liveness-probe', 'no-readiness-probe'],
  },
  ({ livenessProbe, readinessProbe }, isInit) =>
    isInit || (livenessProbe !== undefined && readinessProbe !== undefined)
      ? undefined
      : 'lacks a probe',
);

const pinned = everyContainer(
  {
    id: 'image-pinned',
    demand: 'an image is named with a tag that does not move',
    also: ['CKV_K8S_14', 'KSV-0013', 'latest-tag'],
  },
  ({ image = '' }) => {
    const tag = /:([^:/]+)$/.exec(image)?.[1];
    return tag === undefined || tag === 'latest' ? `runs ${image || 'no image'}` : undefined;
  },
);

const SECRET_NAME = /(PASSWORD|SECRET|TOKEN|API_?KEY|CREDENTIAL)/i;

const noSecretVariables = everyContainer(
  {
    id: 'no-secret-in-environment',
    demand: 'secrets are files, never variables',
    also: ['CKV_K8S_35', 'env-var-secret', 'read-secret-from-env-var'],
  },
  ({ env = [], envFrom = [] }) => {
    const variables = env.filter(
      ({ name, valueFrom }) =>
        valueFrom?.secretKeyRef !== undefined ||
        (SECRET_NAME.test(name) && !name.endsWith('_FILE')),
    );
    const sources = envFrom.filter(({ secretRef }) => secretRef !== undefined);
    const names = variables.map(({ name }) => name);
    return names.length + sources.length > 0 ? `has ${names.join(', ')}` : undefined;
  },
);

const noPublicServices: PolicyRule = {
  id: 'no-public-service',
  demand: 'services are reached inside the cluster, and through port-forwards',
  also: ['CKV_K8S_20'],
  check: ({ objects }) =>
    servicesIn(objects)
      .filter(({ type }) => type !== 'ClusterIP')
      .map(({ namespace, name, type }) => ({
        place: `Service/${namespace}/${name}`,
        fault: `is of type ${type}`,
      })),
};

const monitorsSelect: PolicyRule = {
  id: 'service-monitor-selects',
  demand: 'what watches a service finds it and its port',
  also: ['dangling-servicemonitor'],
  check: ({ objects }) =>
    ofKind(objects, 'ServiceMonitor')
      // The service of Karpenter comes with its chart.
      .filter(({ metadata }) => metadata.namespace === 'data')
      .filter(({ metadata, spec }) => {
        const selector = spec?.selector?.matchLabels ?? {};
        const ports = servicesIn(objects)
          .filter(
            ({ namespace, labels }) =>
              namespace === metadata.namespace && matches(selector, labels),
          )
          .flatMap((service) => service.ports.map(({ name }) => name));
        return !(spec?.endpoints ?? []).every(({ port }) => ports.includes(port));
      })
      .map((monitor) => ({ place: placeOf(monitor), fault: 'selects no service with its port' })),
};

const namespacesGuarded: PolicyRule = {
  id: 'namespace-guarded',
  demand: 'a namespace has a standard for pods, a quota, limits and denies traffic by default',
  also: ['CKV2_K8S_6', 'KSV-0038', 'KSV-0039', 'KSV-0040'],
  check: ({ objects }) =>
    ofKind(objects, 'Namespace').flatMap((namespace) => {
      const { name, labels = {} } = namespace.metadata;
      const kinds = ['ResourceQuota', 'LimitRange', 'NetworkPolicy'];
      const missing = kinds.filter(
        (kind) => !ofKind(objects, kind).some(({ metadata }) => metadata.namespace === name),
      );
      if (!('pod-security.kubernetes.io/enforce' in labels))
        missing.push('a pod security standard');
      return missing.map((kind) => ({ place: placeOf(namespace), fault: `lacks ${kind}` }));
    }),
};

/** What must hold of objects in Kubernetes. */
export const KUBERNETES_RULES: readonly PolicyRule[] = [
  ...[restricted, bounded, probed, pinned, noSecretVariables],
  ...[noPublicServices, monitorsSelect, namespacesGuarded],
];
