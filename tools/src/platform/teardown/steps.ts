import type { Cluster } from '../cluster/cluster';
import { PlatformError } from '../platform-error';
import type { PartProgress } from '../progress';
import type { Step } from '../deployment/carry-out';
import type { Context } from '../deployment/context';
import type { Stack } from '../stacks/manifest';
import { z } from 'zod';
import { findLeftovers } from './leftovers';

/** Namespaces whose volumes go with the platform. */
const NAMESPACES = ['data', 'vault', 'monitoring'];

/** How long AWS may take to end nodes and to delete volumes. */
const PATIENCE = '--timeout=20m';

const services = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string() }),
      spec: z.object({ type: z.string().default('ClusterIP') }),
    }),
  ),
});

/** Load balancers go while their controller is still there. */
async function dropBalancers(cluster: Cluster, part: PartProgress): Promise<void> {
  const { items } = services.parse(await cluster.get(['services', '--all-namespaces']));
  for (const { metadata, spec } of items.filter((item) => item.spec.type === 'LoadBalancer')) {
    part.say(`${spec.type} ${metadata.namespace}/${metadata.name}`);
    const { namespace, name } = metadata;
    await cluster.kubectl(['-n', namespace, 'delete', 'service', name, '--wait', PATIENCE]);
  }
  await cluster.kubectl(['delete', 'ingresses', '--all', '--all-namespaces', '--wait', PATIENCE]);
}

const volumes = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ claimRef: z.object({ namespace: z.string() }).optional() }),
    }),
  ),
});

/** Volumes go while the driver that made them is still there. */
async function dropVolumes(cluster: Cluster, part: PartProgress): Promise<void> {
  const { items } = volumes.parse(await cluster.get(['persistentvolumes']));
  const own = items.filter(({ spec }) => NAMESPACES.includes(spec.claimRef?.namespace ?? ''));
  part.say(`${own.length} volumes`);
  for (const namespace of NAMESPACES) {
    const all = ['delete', 'persistentvolumeclaims', '--all', '--wait', PATIENCE];
    await cluster.kubectl(['-n', namespace, ...all]);
  }
  const names = own.map(({ metadata }) => `persistentvolume/${metadata.name}`);
  if (names.length > 0) await cluster.kubectl(['wait', '--for=delete', ...names, PATIENCE]);
}

/** Nodes go while Karpenter is still there: afterwards nobody ends their instances. */
async function dropNodes(cluster: Cluster, part: PartProgress): Promise<void> {
  const kinds = await cluster.kubectl(['api-resources', '--api-group=karpenter.sh', '-o', 'name']);
  if (!kinds.includes('nodepools')) {
    part.say('Karpenter is not there');
    return;
  }
  part.say('node pools');
  await cluster.kubectl(['delete', 'nodepools.karpenter.sh', '--all', '--wait', PATIENCE]);
  part.say('node claims');
  await cluster.kubectl(['delete', 'nodeclaims.karpenter.sh', '--all', '--wait', PATIENCE]);
  part.say('node classes');
  const classes = 'ec2nodeclasses.karpenter.k8s.aws';
  await cluster.kubectl(['delete', classes, '--all', '--wait', PATIENCE]);
}

async function destroyStack(context: Context, stack: Stack, part: PartProgress): Promise<void> {
  const terraform = context.terraform(stack, part);
  await terraform.init();
  if (!(await terraform.isThere())) {
    part.say('nothing is there');
    return;
  }
  await terraform.destroy();
}

function stackStep(context: Context, stack: Stack): Step {
  return {
    id: `stack-${stack.name}`,
    digest: '',
    run: (part) => destroyStack(context, stack, part),
  };
}

async function nameLeftovers({ parts }: Context, part: PartProgress): Promise<void> {
  const { environment, run, env } = parts;
  const { clusterName, region } = environment;
  const found = await findLeftovers({ run, env: env.aws, clusterName, region });
  if (found.length === 0) {
    part.say('nothing is left');
    return;
  }
  const list = found.map(({ kind, id }) => `  ${kind} ${id}`).join('\n');
  throw new PlatformError(`${found.length} things are left, and cost until they go:\n${list}`);
}

/** What is done inside of the cluster; once the cluster is gone, nothing. */
function insideStep(
  context: Context,
  id: string,
  work: (cluster: Cluster, part: PartProgress) => Promise<void>,
): Step {
  return { id, digest: '', run: (part) => work(context.cluster, part) };
}

/**
 * Whether the stack that makes the cluster is still there. Without the cluster there is nothing to
 * take out of it, and nobody to ask.
 */
async function isClusterThere(context: Context, part: PartProgress): Promise<boolean> {
  const { environment, stacks } = context.parts;
  if (environment.kubernetes.kind === 'kubeconfig') return true;
  const cluster = stacks.find(({ name }) => name === 'cluster');
  if (cluster === undefined) return false;
  const terraform = context.terraform(cluster, part);
  await terraform.init();
  return terraform.isThere();
}

/** Finds the way to the cluster; answers whether there is one. */
export async function reachCluster(context: Context, part: PartProgress): Promise<boolean> {
  if (!(await isClusterThere(context, part))) return false;
  await context.openCluster();
  return true;
}

/**
 * All that has to be done for nothing to be left: load balancers, programs, their volumes, the nodes
 * that Karpenter started, and then Karpenter and everything else in the reverse of its order.
 *
 * @param isReached whether there is a cluster to take things out of
 */
export function teardownSteps(context: Context, isReached: boolean): readonly Step[] {
  const { stacks, environment } = context.parts;
  const isEks = environment.kubernetes.kind === 'eks';
  const reversed = stacks.toReversed();
  const programs = reversed.filter(({ isInCluster, name }) => isInCluster && name !== 'platform');
  const below = reversed.filter((stack) => !programs.includes(stack));
  const step = (stack: Stack) => stackStep(context, stack);
  const left: Step = {
    ...{ id: 'leftovers', digest: '', isFleeting: true },
    run: (part) => nameLeftovers(context, part),
  };
  const inside = isReached
    ? {
        before: [insideStep(context, 'load-balancers', dropBalancers)],
        after: [
          insideStep(context, 'volumes', dropVolumes),
          ...(isEks ? [insideStep(context, 'nodes', dropNodes)] : []),
        ],
      }
    : { before: [], after: [] };
  return [...inside.before, ...programs.map(step), ...inside.after, ...below.map(step), left];
}
