import type { Stack } from '../stacks/manifest';
import { PlatformError } from '../platform-error';
import type { PartProgress } from '../progress';
import { describeChecks } from '../verification/report';
import { verify } from '../verification/verify';
import type { Step } from './carry-out';
import { DATABASE_PASSWORD, GRAFANA_PASSWORD, keepSecret } from './cluster-secrets';
import type { Context } from './context';
import { digestOf, stackDigest } from './digest';
import { buildStep, pushStep } from './images';
import { stateSteps } from './state-bucket';
import { setUpVault, type VaultOptions } from './vault-step';

/** What the operator says about a deployment. */
export interface DeploymentOptions {
  readonly vault: VaultOptions;
  /** Registry that images are pushed to; `undefined` when they are there, or stay on this machine. */
  readonly registry: string | undefined;
  /** Whether images are built here. */
  readonly isBuilding: boolean;
}

async function applyStack(context: Context, stack: Stack, part: PartProgress): Promise<void> {
  const terraform = context.terraform(stack, part);
  await terraform.init();
  try {
    const { isChange, summary } = await terraform.plan();
    part.say(summary);
    if (isChange) await terraform.apply();
  } finally {
    terraform.forgetPlan();
  }
}

function stackStep(context: Context, stack: Stack): Step {
  const values = stack.variables.includes('image_tag') ? [context.parts.imageTag] : [];
  return {
    id: `stack-${stack.name}`,
    digest: stackDigest(stack, values),
    run: (part) => applyStack(context, stack, part),
  };
}

/** The way to the cluster, which is gone when the run is over. */
function accessStep(context: Context): Step {
  return {
    id: 'access',
    digest: '',
    isFleeting: true,
    run: async () => {
      await context.openCluster();
    },
  };
}

function secretsStep(context: Context): Step {
  const secrets = [GRAFANA_PASSWORD, DATABASE_PASSWORD];
  return {
    id: 'secrets',
    digest: digestOf(...secrets.map(({ namespace, name }) => `${namespace}/${name}`)),
    run: async () => {
      for (const secret of secrets) await keepSecret(context.cluster, secret);
    },
  };
}

function vaultStep(context: Context, { vault }: DeploymentOptions): Step {
  const { clusterName, workloads, storage } = context.parts.environment;
  return {
    id: 'vault-bootstrap',
    digest: digestOf(clusterName, workloads.vaultSeal, storage.productsBucket),
    run: (part) => setUpVault(context, vault, part),
  };
}

function verifyStep(context: Context): Step {
  return {
    id: 'verify',
    digest: '',
    isFleeting: true,
    run: async (part) => {
      const { environment, run, env } = context.parts;
      const results = await verify({ environment, cluster: context.cluster, run, env: env.aws });
      for (const line of describeChecks(results).split('\n')) part.detail(line);
      const failed = results.filter(({ fix }) => fix !== undefined);
      if (failed.length === 0) return;
      throw new PlatformError(`${failed.length} of ${results.length} checks failed; see above`);
    },
  };
}

/** What has to be done after a stack and before the next, by the name of the stack. */
function after(context: Context, options: DeploymentOptions): ReadonlyMap<string, readonly Step[]> {
  const { registry } = options;
  return new Map([
    ['storage', registry === undefined ? [] : [pushStep(context, registry)]],
    ['platform', [secretsStep(context)]],
    ['vault', [vaultStep(context, options)]],
  ]);
}

/** All that has to be done for the platform to be up, in its order. */
export function deploymentSteps(context: Context, options: DeploymentOptions): readonly Step[] {
  const { environment, stacks } = context.parts;
  const later = after(context, options);
  const firstInside = stacks.find(({ isInCluster }) => isInCluster);
  const steps = stacks.flatMap((stack) => [
    ...(stack === firstInside ? [accessStep(context)] : []),
    stackStep(context, stack),
    ...(later.get(stack.name) ?? []),
  ]);
  const build = options.isBuilding ? [buildStep(context, options.registry ?? '')] : [];
  return [...build, ...stateSteps(environment, context), ...steps, verifyStep(context)];
}
