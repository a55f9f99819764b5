import type { FlowSchema, PolicyRulesWithSubjects } from 'kubernetes-types/flowcontrol/v1';
import { object, type KubernetesObject } from '../../kubernetes/objects';

const KIND = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1', kind: 'FlowSchema' };

const SUBJECTS = [
  { kind: 'ServiceAccount', serviceAccount: { name: 'karpenter', namespace: 'karpenter' } },
];

interface Level {
  readonly name: string;
  readonly level: string;
  readonly precedence: number;
}

function schema({ name, level, precedence }: Level, rule: PolicyRulesWithSubjects) {
  return object<FlowSchema>(
    KIND,
    { name },
    {
      spec: {
        distinguisherMethod: { type: 'ByUser' },
        matchingPrecedence: precedence,
        priorityLevelConfiguration: { name: level },
        rules: [rule],
      },
    },
  );
}

/**
 * Keeps a busy API server answering Karpenter, which in `kube-system` it would do by itself.
 *
 * @see https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
 */
export function flowSchemas(): readonly KubernetesObject[] {
  const everything = {
    subjects: SUBJECTS,
    nonResourceRules: [{ nonResourceURLs: ['*'], verbs: ['*'] }],
    resourceRules: [
      { apiGroups: ['*'], clusterScope: true, namespaces: ['*'], resources: ['*'], verbs: ['*'] },
    ],
  };
  const leases = {
    subjects: SUBJECTS,
    resourceRules: [
      {
        apiGroups: ['coordination.k8s.io'],
        namespaces: ['*'],
        resources: ['leases'],
        verbs: ['get', 'create', 'update'],
      },
    ],
  };
  return [
    schema(
      { name: 'karpenter-leader-election', level: 'leader-election', precedence: 200 },
      leases,
    ),
    schema({ name: 'karpenter-workload', level: 'workload-high', precedence: 1000 }, everything),
  ];
}
