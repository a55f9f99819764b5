import type { Check, Judgement, LivePlatform } from './check';
import { claim, conditioned, isTrue, named, workload } from './objects';

/** That everything of a kind is as it has to be, and that there is any. */
export function allOf(names: readonly string[], wrong: readonly string[]): Judgement {
  if (names.length === 0) return { isRight: false, found: 'there is none' };
  if (wrong.length > 0) return { isRight: false, found: `not so: ${wrong.join(', ')}` };
  return { isRight: true, found: names.join(', ') };
}

/** Whether everything of a kind has a condition. */
async function haveCondition(
  platform: LivePlatform,
  kind: string,
  condition: string,
): Promise<Judgement> {
  const all = (await platform.list(kind)).map((object) => conditioned.parse(object));
  const wrong = all.filter((object) => !isTrue(object, condition));
  const names = (objects: typeof all) => objects.map(({ metadata }) => metadata.name);
  return allOf(names(all), names(wrong));
}

/** Whether a workload has all the pods it should have. */
export async function isUp(
  platform: LivePlatform,
  kind: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<Judgement> {
  const all = (await platform.list(kind, namespace)).map((object) => workload.parse(object));
  const found = all.find(({ metadata }) => metadata.name === name);
  if (found === undefined) return { isRight: false, found: `${kind} ${name} is not there` };
  const { readyReplicas } = found.status;
  const { replicas } = found.spec;
  const isRight = replicas > 0 && readyReplicas >= replicas;
  return { isRight, found: `${readyReplicas} of ${replicas} ready` };
}

const API_SERVER: Check = {
  name: 'the cluster answers',
  fix: 'aws eks describe-cluster: is it ACTIVE? Are your credentials those of an administrator?',
  look: async (platform) => {
    const found = (await platform.apiServer()).trim();
    return { isRight: found === 'ok', found };
  },
};

function namespaces(wanted: readonly string[]): Check {
  return {
    name: 'its namespaces are there',
    fix: 'nx run infra:deploy --stack platform',
    look: async (platform) => {
      const all = (await platform.list('namespaces')).map((object) => named.parse(object));
      const names = all.map(({ metadata }) => metadata.name);
      return allOf(
        wanted,
        wanted.filter((name) => !names.includes(name)),
      );
    },
  };
}

const NODES: Check = {
  name: 'all nodes are ready',
  fix: 'kubectl describe node <name>: conditions and events; docs/operations/nodes.md',
  look: (platform) => haveCondition(platform, 'nodes', 'Ready'),
};

const NODE_POOLS: Check = {
  name: 'Karpenter may start nodes',
  fix: 'kubectl describe nodepool,ec2nodeclass: do its subnets, groups and image exist?',
  look: (platform) => haveCondition(platform, 'nodepools.karpenter.sh', 'Ready'),
};

const VOLUMES: Check = {
  name: 'all claims have their volume',
  fix: 'kubectl describe pvc <name>: is the EBS driver up, and is its role right?',
  look: async (platform) => {
    const all = (await platform.list('persistentvolumeclaims')).map((item) => claim.parse(item));
    const names = (claims: typeof all) => claims.map(({ metadata }) => metadata.name);
    return allOf(names(all), names(all.filter(({ status }) => status.phase !== 'Bound')));
  },
};

/** What has to be so of the cluster itself. */
export function clusterChecks(isEks: boolean): readonly Check[] {
  const common = ['data', 'vault', 'monitoring'];
  return [
    API_SERVER,
    namespaces(isEks ? [...common, 'karpenter'] : common),
    NODES,
    VOLUMES,
    ...(isEks ? [NODE_POOLS] : []),
  ];
}
