import { run } from '../servers/run';

/** Something in AWS that no stack made and that a cluster left behind. */
export interface Leftover {
  readonly kind: 'volume' | 'load balancer' | 'instance' | 'network interface';
  readonly id: string;
}

interface Search {
  readonly kind: Leftover['kind'];
  readonly parameters: readonly string[];
}

/** Where what clusters leave behind is found: by the tags that controllers put on it. */
function searches(clusterName: string): readonly Search[] {
  const owned = `Name=tag-key,Values=kubernetes.io/cluster/${clusterName}`;
  const running = 'Name=instance-state-name,Values=pending,running,stopping,stopped';
  return [
    {
      kind: 'instance',
      parameters: [
        ...['ec2', 'describe-instances', '--filters', owned, running],
        ...['--query', 'Reservations[].Instances[].InstanceId'],
      ],
    },
    {
      kind: 'volume',
      parameters: [
        ...['ec2', 'describe-volumes', '--filters', owned],
        ...['--query', 'Volumes[].VolumeId'],
      ],
    },
    {
      kind: 'network interface',
      parameters: [
        ...['ec2', 'describe-network-interfaces'],
        ...['--filters', `Name=tag:cluster.k8s.amazonaws.com/name,Values=${clusterName}`],
        ...['--query', 'NetworkInterfaces[].NetworkInterfaceId'],
      ],
    },
    {
      kind: 'load balancer',
      parameters: [
        ...['resourcegroupstaggingapi', 'get-resources'],
        ...['--resource-type-filters', 'elasticloadbalancing'],
        ...['--tag-filters', `Key=kubernetes.io/cluster/${clusterName}`],
        ...['--query', 'ResourceTagMappingList[].ResourceARN'],
      ],
    },
  ];
}

/** What a cluster left behind, named, so that people can decide what becomes of it. */
export async function leftoversOf(
  clusterName: string,
  region: string,
): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const { kind, parameters } of searches(clusterName)) {
    const text = await run('aws', [...parameters, '--region', region, '--output', 'json'], {
      env: process.env,
    });
    const ids = JSON.parse(text) as readonly string[];
    found.push(...ids.map((id) => ({ kind, id })));
  }
  return found;
}
