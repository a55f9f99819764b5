import type { KubernetesObject } from '../../kubernetes/objects';

/** A pool of nodes that Karpenter starts when pods need them. */
export interface NodePoolProps {
  readonly name: string;
  /** What instances may cost: bought when needed, or left over and taken back at any time. */
  readonly capacity: readonly ('on-demand' | 'spot')[];
  /** Families of instances, such as `m`. */
  readonly families: readonly string[];
  /** The most of all nodes together. */
  readonly limits: { readonly cpu: string; readonly memory: string };
  /** Which pool is asked first: the heavier. */
  readonly weight: number;
  /**
   * Whether only pods come that tolerate it.
   *
   * @default true
   */
  readonly isReserved?: boolean;
}

/** The pools. To add one, add it here. */
export const NODE_POOLS: readonly NodePoolProps[] = [
  {
    name: 'default',
    capacity: ['on-demand'],
    families: ['m', 'c', 'r'],
    limits: { cpu: '64', memory: '256Gi' },
    weight: 50,
    isReserved: false,
  },
  {
    name: 'batch',
    capacity: ['spot', 'on-demand'],
    families: ['c', 'm', 'r'],
    limits: { cpu: '128', memory: '512Gi' },
    weight: 10,
  },
];

/** What pods that tolerate the interruptions of a reserved pool say; of the pool's name. */
export const POOL_TAINT = 'weather/pool';

/** Nodes of Karpenter. */
export interface NodeClassProps {
  readonly clusterName: string;
  /** Name of the role that nodes take on. */
  readonly nodeRoleName: string;
  /**
   * Release of Amazon Linux 2023, such as `v20260801`; `latest` follows upstream.
   *
   * @default 'latest'
   */
  readonly release?: string;
}

const CLASS = 'default';

function requirement(key: string, operator: string, values: readonly string[]) {
  return { key, operator, values };
}

/** Amazon Linux 2023 with IMDSv2 that pods cannot reach, and encrypted disks. */
export function nodeClass({ clusterName, nodeRoleName, release = 'latest' }: NodeClassProps) {
  const found = [{ tags: { 'karpenter.sh/discovery': clusterName } }];
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: CLASS },
    spec: {
      role: nodeRoleName,
      amiSelectorTerms: [{ alias: `al2023@${release}` }],
      subnetSelectorTerms: found,
      securityGroupSelectorTerms: found,
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
      },
      detailedMonitoring: true,
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            ...{ volumeSize: '80Gi', volumeType: 'gp3', encrypted: true },
            deleteOnTermination: true,
          },
        },
      ],
      tags: { platform: clusterName },
    },
  } satisfies KubernetesObject & { spec: object };
}

function nodePool(props: NodePoolProps): KubernetesObject & { spec: object } {
  const { name, capacity, families, limits, weight, isReserved = true } = props;
  const taint = { key: POOL_TAINT, value: name, effect: 'NoSchedule' };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      weight,
      limits,
      template: {
        metadata: { labels: { [POOL_TAINT]: name } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: CLASS },
          ...(isReserved ? { taints: [taint] } : {}),
          expireAfter: '720h',
          terminationGracePeriod: '1h',
          requirements: [
            requirement('karpenter.sh/capacity-type', 'In', capacity),
            requirement('karpenter.k8s.aws/instance-category', 'In', families),
            requirement('karpenter.k8s.aws/instance-generation', 'Gt', ['5']),
            requirement('kubernetes.io/arch', 'In', ['amd64']),
            requirement('kubernetes.io/os', 'In', ['linux']),
          ],
        },
      },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '1m',
        budgets: [{ nodes: '10%' }],
      },
    },
  };
}

/** All that Karpenter starts nodes by. */
export function nodePools(props: NodeClassProps): readonly KubernetesObject[] {
  return [nodeClass(props), ...NODE_POOLS.map(nodePool)];
}
