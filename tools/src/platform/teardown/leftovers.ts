import { z } from 'zod';
import { succeed, type RunProgram } from '../programs/run-program';

/** Something in AWS that no stack took away. */
export interface Leftover {
  readonly kind: string;
  readonly id: string;
}

/** Where is looked, and for what. */
export interface Search {
  readonly run: RunProgram;
  /** Variables with which AWS is reached. */
  readonly env: Readonly<Record<string, string>>;
  readonly clusterName: string;
  readonly region: string;
}

interface Question {
  readonly kind: string;
  readonly parameters: readonly string[];
}

const LIVING = 'Name=instance-state-name,Values=pending,running,stopping,stopped';

/** Questions to EC2, by the tags that EKS, its drivers and Karpenter put on what they make. */
function questions(cluster: string): readonly Question[] {
  const owned = `Name=tag-key,Values=kubernetes.io/cluster/${cluster}`;
  const ofNodes = `Name=tag:cluster.k8s.amazonaws.com/name,Values=${cluster}`;
  const ask = (
    kind: string,
    [command = '', query = '']: readonly string[],
    ...filters: string[]
  ) => ({
    kind,
    parameters: ['ec2', command, '--query', query, '--filters', ...filters],
  });
  const instances = ['describe-instances', 'Reservations[].Instances[].InstanceId'];
  const interfaces = ['describe-network-interfaces', 'NetworkInterfaces[].NetworkInterfaceId'];
  const templates = ['describe-launch-templates', 'LaunchTemplates[].LaunchTemplateId'];
  return [
    ask('instance', instances, owned, LIVING),
    ask('volume', ['describe-volumes', 'Volumes[].VolumeId'], owned),
    ask('network interface', interfaces, ofNodes),
    ask('security group', ['describe-security-groups', 'SecurityGroups[].GroupId'], owned),
    ask('launch template', templates, owned),
  ];
}

const idsSchema = z.array(z.string());

async function idsOf(search: Search, parameters: readonly string[]): Promise<readonly string[]> {
  const { run, env, region } = search;
  const all = [...parameters, '--region', region, '--output', 'json'];
  return idsSchema.parse(JSON.parse(await succeed(run, { program: 'aws', parameters: all, env })));
}

function tagged(key: string, value: string): readonly string[] {
  return [
    ...['resourcegroupstaggingapi', 'get-resources', '--tag-filters', `Key=${key},Values=${value}`],
    ...['--query', 'ResourceTagMappingList[].ResourceARN'],
  ];
}

/** A key of KMS is there for some days after it was destroyed: AWS wants to be sure. */
function isLasting(arn: string): boolean {
  return !arn.includes(':kms:');
}

/** Everything that carries the tags of stacks, or of controllers in the cluster, by its ARN. */
async function taggedLeftovers(search: Search): Promise<readonly Leftover[]> {
  const { clusterName } = search;
  const ofStacks = await idsOf(search, tagged('platform', clusterName));
  const owned = await idsOf(search, tagged(`kubernetes.io/cluster/${clusterName}`, 'owned'));
  const balancers = await idsOf(search, tagged('elbv2.k8s.aws/cluster', clusterName));
  const all = [...new Set([...ofStacks, ...owned, ...balancers])].filter(isLasting);
  return all.map((id) => ({
    kind: id.includes(':elasticloadbalancing:') ? 'load balancer' : 'tagged resource',
    id,
  }));
}

/** What is left of a cluster, named, so that people can decide what becomes of it. */
export async function findLeftovers(search: Search): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const { kind, parameters } of questions(search.clusterName)) {
    const ids = await idsOf(search, parameters);
    found.push(...ids.map((id) => ({ kind, id })));
  }
  const more = await taggedLeftovers(search);
  const isNew = ({ id }: Leftover) => !found.some((known) => id.endsWith(`/${known.id}`));
  return [...found, ...more.filter(isNew)];
}
