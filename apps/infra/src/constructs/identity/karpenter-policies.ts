import type { Statement } from './policy-document';

/** What Karpenter's permissions are confined to. */
export interface KarpenterScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly clusterName: string;
  /** ARN of the only role it may give to nodes. */
  readonly nodeRoleArn: string;
  /** ARN of the queue of interruptions. */
  readonly queueArn: string;
}

const NODE_POOL = 'karpenter.sh/nodepool';
const NODE_CLASS = 'karpenter.k8s.aws/ec2nodeclass';
const REGION_TAG = 'topology.kubernetes.io/region';
const LAUNCHES = ['ec2:RunInstances', 'ec2:CreateFleet'];

/** Kinds of resources that Karpenter makes and tags. */
const MADE = [
  ...['fleet', 'instance', 'volume', 'network-interface', 'launch-template'],
  'spot-instances-request',
];

/** Kinds of resources that it uses and that others made. */
const USED = ['security-group', 'subnet', 'capacity-reservation', 'placement-group'];

type Tags = Readonly<Record<string, string>>;

function tags(of: 'aws:ResourceTag' | 'aws:RequestTag', values: Tags): Tags {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${of}/${key}`, value]));
}

function owned({ clusterName }: KarpenterScope): Tags {
  return { [`kubernetes.io/cluster/${clusterName}`]: 'owned' };
}

function ec2Arns({ partition, region }: KarpenterScope, kinds: readonly string[]): string[] {
  return kinds.map((kind) => `arn:${partition}:ec2:${region}:*:${kind}/*`);
}

/** Conditions under which something of a node pool of this cluster is made. */
function madeHere(scope: KarpenterScope) {
  return {
    StringEquals: tags('aws:RequestTag', {
      ...owned(scope),
      'eks:eks-cluster-name': scope.clusterName,
    }),
    StringLike: tags('aws:RequestTag', { [NODE_POOL]: '*' }),
  };
}

/** Conditions under which something belongs to a node pool of this cluster. */
function belongsHere(scope: KarpenterScope) {
  return {
    StringEquals: tags('aws:ResourceTag', owned(scope)),
    StringLike: tags('aws:ResourceTag', { [NODE_POOL]: '*' }),
  };
}

function launching(scope: KarpenterScope): readonly Statement[] {
  const { partition, region } = scope;
  const images = ['image', 'snapshot'].map((kind) => `arn:${partition}:ec2:${region}::${kind}/*`);
  return [
    {
      sid: 'AllowScopedEC2InstanceAccessActions',
      actions: LAUNCHES,
      resources: [...images, ...ec2Arns(scope, USED)],
    },
    {
      sid: 'AllowScopedEC2LaunchTemplateAccessActions',
      actions: LAUNCHES,
      resources: ec2Arns(scope, ['launch-template']),
      conditions: belongsHere(scope),
    },
    {
      sid: 'AllowScopedEC2InstanceActionsWithTags',
      actions: [...LAUNCHES, 'ec2:CreateLaunchTemplate'],
      resources: ec2Arns(scope, MADE),
      conditions: madeHere(scope),
    },
  ];
}

function tagging(scope: KarpenterScope): readonly Statement[] {
  const { StringEquals, StringLike } = madeHere(scope);
  const created = ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'];
  const keys = ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'];
  return [
    {
      sid: 'AllowScopedResourceCreationTagging',
      actions: ['ec2:CreateTags'],
      resources: ec2Arns(scope, MADE),
      conditions: { StringEquals: { ...StringEquals, 'ec2:CreateAction': created }, StringLike },
    },
    {
      sid: 'AllowScopedResourceTagging',
      actions: ['ec2:CreateTags'],
      resources: ec2Arns(scope, ['instance']),
      conditions: {
        ...belongsHere(scope),
        StringEqualsIfExists: tags('aws:RequestTag', { 'eks:eks-cluster-name': scope.clusterName }),
        'ForAllValues:StringEquals': { 'aws:TagKeys': keys },
      },
    },
  ];
}

function deleting(scope: KarpenterScope): Statement {
  return {
    sid: 'AllowScopedDeletion',
    actions: ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
    resources: ec2Arns(scope, ['instance', 'launch-template']),
    conditions: belongsHere(scope),
  };
}

function instanceProfiles(scope: KarpenterScope): readonly Statement[] {
  const { partition, accountId, region, clusterName, nodeRoleArn } = scope;
  const resources = [`arn:${partition}:iam::${accountId}:instance-profile/*`];
  const requested = tags('aws:RequestTag', {
    ...owned(scope),
    'eks:eks-cluster-name': clusterName,
    [REGION_TAG]: region,
  });
  const found = tags('aws:ResourceTag', { ...owned(scope), [REGION_TAG]: region });
  const ofRequest = tags('aws:RequestTag', { [NODE_CLASS]: '*' });
  const ofResource = tags('aws:ResourceTag', { [NODE_CLASS]: '*' });
  const services = ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'];
  return [
    {
      sid: 'AllowPassingInstanceRole',
      actions: ['iam:PassRole'],
      resources: [nodeRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': services } },
    },
    {
      sid: 'AllowScopedInstanceProfileCreationActions',
      actions: ['iam:CreateInstanceProfile'],
      resources,
      conditions: { StringEquals: requested, StringLike: ofRequest },
    },
    {
      sid: 'AllowScopedInstanceProfileTagActions',
      actions: ['iam:TagInstanceProfile'],
      resources,
      conditions: {
        StringEquals: { ...found, ...requested },
        StringLike: { ...ofResource, ...ofRequest },
      },
    },
    {
      sid: 'AllowScopedInstanceProfileActions',
      actions: [
        'iam:AddRoleToInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:DeleteInstanceProfile',
      ],
      resources,
      conditions: { StringEquals: found, StringLike: ofResource },
    },
  ];
}

function reading({ partition, region, accountId }: KarpenterScope): readonly Statement[] {
  const kinds = [
    ...['CapacityReservations', 'Images', 'Instances', 'InstanceStatus', 'InstanceTypeOfferings'],
    ...['InstanceTypes', 'LaunchTemplates', 'PlacementGroups', 'SecurityGroups'],
    ...['SpotPriceHistory', 'Subnets'],
  ];
  return [
    {
      sid: 'AllowRegionalReadActions',
      actions: kinds.map((kind) => `ec2:Describe${kind}`),
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      sid: 'AllowSSMReadActions',
      actions: ['ssm:GetParameter'],
      resources: [`arn:${partition}:ssm:${region}::parameter/aws/service/*`],
    },
    { sid: 'AllowPricingReadActions', actions: ['pricing:GetProducts'], resources: ['*'] },
    {
      sid: 'AllowUnscopedInstanceProfileListAction',
      actions: ['iam:ListInstanceProfiles'],
      resources: ['*'],
    },
    {
      sid: 'AllowInstanceProfileReadActions',
      actions: ['iam:GetInstanceProfile'],
      resources: [`arn:${partition}:iam::${accountId}:instance-profile/*`],
    },
  ];
}

/**
 * What Karpenter may do, in the six policies that upstream divides it into, because one would be
 * longer than the 6,144 characters that IAM takes.
 *
 * @see https://github.com/aws/karpenter-provider-aws (getting-started/cloudformation.yaml, v1.14)
 */
export function karpenterPolicies(
  scope: KarpenterScope,
): Readonly<Record<string, readonly Statement[]>> {
  const { partition, region, accountId, clusterName, queueArn } = scope;
  const clusterArn = `arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
  const receive = ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'];
  return {
    'node-lifecycle': [...launching(scope), ...tagging(scope), deleting(scope)],
    'instance-profiles': instanceProfiles(scope),
    cluster: [
      { sid: 'AllowClusterDescribe', actions: ['eks:DescribeCluster'], resources: [clusterArn] },
    ],
    interruption: [{ sid: 'AllowInterruptionQueue', actions: receive, resources: [queueArn] }],
    'zonal-shift': [
      {
        sid: 'AllowZonalShiftRead',
        actions: ['arc-zonal-shift:GetManagedResource'],
        resources: ['*'],
        conditions: { StringEquals: { 'arc-zonal-shift:ResourceIdentifier': clusterArn } },
      },
    ],
    discovery: reading(scope),
  };
}
