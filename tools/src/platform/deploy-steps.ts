import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@weather/infra/inventory';
import { run } from '../servers/run';
import { attend } from './attend';
import type { Step } from './carry-out';
import { DATABASE_PASSWORD, GRAFANA_PASSWORD, keepSecret } from './cluster-secrets';
import type { StackRunner, Variables } from './stack-runner';
import { keepStateBucket } from './state-bucket';

/** What a deployment is made of. */
export interface Deployment {
  readonly environment: Environment;
  /** The stacks, in their order. */
  readonly order: readonly string[];
  readonly runner: StackRunner;
  readonly variables: Variables;
}

/** Apps whose images are pushed before what runs them is deployed. */
const IMAGES = ['products-api', 'weather-worker', 'dagster-exporter'];

function stateStep({ state, region }: Environment): readonly Step[] {
  if (state.kind === 'local') return [];
  const run = () => keepStateBucket({ bucket: state.bucket, region });
  return [{ id: 'state', title: `bucket of states ${state.bucket}`, run }];
}

async function pushImages({ runner }: Deployment, signal: AbortSignal): Promise<void> {
  const outputs = await runner.outputs('storage');
  const url = String(outputs['image-products-api']);
  const registry = url.slice(0, url.lastIndexOf('/'));
  const login = `aws ecr get-login-password | docker login --username AWS --password-stdin ${registry}`;
  await attend('sh', ['-c', login], { signal, env: process.env });
  const env = { ...process.env, REGISTRY: registry };
  const projects = ['--projects', IMAGES.join(',')];
  await attend('npx', ['nx', 'run-many', '--targets', 'docker-push', ...projects], { env, signal });
}

async function useCluster({ environment }: Deployment, signal: AbortSignal): Promise<void> {
  const { kubernetes, clusterName: name, region } = environment;
  if (kubernetes.kind === 'kubeconfig') {
    await attend('kubectl', ['config', 'use-context', kubernetes.context], { signal });
    return;
  }
  await attend('aws', ['eks', 'update-kubeconfig', '--name', name, '--region', region], { signal });
}

/** Hands the password that the database has to Vault, through a file that only this user reads. */
async function setUpVault({ environment }: Deployment, signal: AbortSignal): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'weather-vault-'));
  const file = join(folder, 'dagster-db-password');
  const { namespace, name } = DATABASE_PASSWORD;
  const path = '{.data.postgresql-password}';
  const copy = `umask 077; kubectl get secret ${name} -n ${namespace} -o jsonpath='${path}' | base64 -d > ${file}`;
  try {
    await run('sh', ['-c', copy]);
    const secrets = ['--secret', `dagster-db-password=${file}`];
    const cluster = ['--cluster', environment.clusterName];
    const program = ['--import', 'tsx', 'tools/src/vault/main.ts', 'bootstrap'];
    await attend(process.execPath, [...program, ...cluster, ...secrets], { signal });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Steps that come before a stack, by its name. */
function before(deployment: Deployment): Readonly<Record<string, readonly Step[]>> {
  const isEks = deployment.environment.kubernetes.kind === 'eks';
  const images: Step = {
    id: 'images',
    title: `images of ${IMAGES.join(', ')}`,
    run: (signal) => pushImages(deployment, signal),
  };
  const access: Step = {
    id: 'access',
    title: 'access to the cluster',
    isFleeting: true,
    run: (signal) => useCluster(deployment, signal),
  };
  const secret = (given: typeof GRAFANA_PASSWORD): Step => ({
    id: `secret-${given.name}`,
    title: `secret ${given.namespace}/${given.name}`,
    run: () => keepSecret(given),
  });
  const vault: Step = {
    id: 'vault-set-up',
    title: 'setting up Vault',
    run: (signal) => setUpVault(deployment, signal),
  };
  return {
    platform: [...(isEks ? [images] : []), access],
    monitoring: [secret(GRAFANA_PASSWORD)],
    dagster: [secret(DATABASE_PASSWORD), vault],
  };
}

/** All that has to be done for a platform to be up, in its order. */
export function deploySteps(deployment: Deployment): readonly Step[] {
  const { order, runner, variables, environment } = deployment;
  const earlier = before(deployment);
  const stacks = order.flatMap((stack): readonly Step[] => [
    ...(earlier[stack] ?? []),
    {
      id: `stack-${stack}`,
      title: `stack ${stack}`,
      run: () => runner.apply(stack, variables),
    },
  ]);
  return [...stateStep(environment), ...stacks];
}
