import { attend } from './attend';
import type { Step } from './carry-out';
import type { Deployment } from './deploy-steps';
import { leftoversOf } from './leftovers';
import { isThere } from '../servers/run';

/** How long nodes may take to go. */
const NODES_GONE = '20m';

/** Something is left that no stack takes away. */
export class LeftoverError extends Error {
  override readonly name = 'LeftoverError';
}

function kubectl(signal: AbortSignal, ...parameters: readonly string[]): Promise<void> {
  return attend('kubectl', parameters, { signal });
}

/** Volumes go while the controller that knows them is still there. */
async function dropClaims(signal: AbortSignal): Promise<void> {
  for (const namespace of ['data', 'vault', 'monitoring']) {
    const place = ['--namespace', namespace, '--ignore-not-found', '--wait=true'];
    await kubectl(signal, 'delete', 'persistentvolumeclaims', '--all', ...place);
  }
}

/** Nodes go while Karpenter is still there: afterwards nobody would end their instances. */
async function dropNodes(signal: AbortSignal): Promise<void> {
  if (!(await isThere('kubectl', ['get', 'nodepools']))) return;
  await kubectl(signal, 'delete', 'nodepools', '--all', '--wait=true');
  const all = ['nodeclaims', '--all', '--for=delete', `--timeout=${NODES_GONE}`];
  await kubectl(signal, 'wait', ...all);
  await kubectl(signal, 'delete', 'ec2nodeclasses', '--all', '--wait=true');
}

async function nameLeftovers({ environment }: Deployment): Promise<void> {
  const { clusterName, region } = environment;
  const found = await leftoversOf(clusterName, region);
  if (found.length === 0) return;
  const list = found.map(({ kind, id }) => `  ${kind} ${id}`).join('\n');
  throw new LeftoverError(`the cluster left behind, and it costs until it is deleted:\n${list}`);
}

/**
 * All that has to be done for nothing to be left: programs first, then their volumes, then the nodes
 * that Karpenter started, then everything else in the reverse of its order.
 *
 * @param deployment with its stacks in the order in which they are deployed
 */
export function teardownSteps(deployment: Deployment): readonly Step[] {
  const { runner, variables, environment } = deployment;
  const isEks = environment.kubernetes.kind === 'eks';
  const claims: Step = { id: 'claims', title: 'volumes of programs', run: dropClaims };
  const nodes: Step = { id: 'nodes', title: 'nodes that Karpenter started', run: dropNodes };
  const found: Step = {
    id: 'leftovers',
    title: 'looking for what is left',
    run: () => nameLeftovers(deployment),
  };
  const stacks = deployment.order.toReversed().flatMap((stack): readonly Step[] => {
    const destroy: Step = {
      id: `stack-${stack}`,
      title: `stack ${stack}`,
      run: () => runner.destroy(stack, variables),
    };
    if (stack !== 'platform') return [destroy];
    return [claims, ...(isEks ? [nodes] : []), destroy];
  });
  return isEks ? [...stacks, found] : stacks;
}
