import { readEnvironment } from '@weather/infra/inventory';
import { deploySteps, type Deployment } from './deploy-steps';
import { StackRunner } from './stack-runner';
import { teardownSteps } from './teardown-steps';

const ORDER = [
  ...['network', 'storage', 'security', 'cluster', 'identity', 'platform', 'monitoring', 'vault'],
  ...['dagster', 'workloads'],
];

function deployment(name: string): Deployment {
  const environment = readEnvironment(name);
  const { signal } = new AbortController();
  const runner = new StackRunner({ program: 'tofu', environment, folder: '/nowhere', signal });
  return { environment, order: ORDER, runner, variables: {} };
}

const ids = (steps: ReturnType<typeof deploySteps>) => steps.map(({ id }) => id);

describe('deploySteps', () => {
  it('makes what a stack needs and no stack makes before it', () => {
    expect(ids(deploySteps(deployment('prod')))).toEqual([
      ...['state', 'stack-network', 'stack-storage', 'stack-security', 'stack-cluster'],
      ...['stack-identity', 'images', 'access', 'stack-platform', 'secret-grafana-admin'],
      ...['stack-monitoring', 'stack-vault', 'secret-dagster-postgresql-secret', 'vault-set-up'],
      ...['stack-dagster', 'stack-workloads'],
    ]);
  });

  it('keeps states beside the stacks where there is no bucket for them, and pushes no images', () => {
    const local = ids(deploySteps(deployment('local')));
    expect(local).not.toContain('state');
    expect(local).not.toContain('images');
  });
});

describe('teardownSteps', () => {
  const steps = ids(teardownSteps(deployment('prod')));

  it('takes stacks away in the reverse of the order in which they are deployed', () => {
    const stacks = steps.filter((id) => id.startsWith('stack-'));
    const deployed = ids(deploySteps(deployment('prod'))).filter((id) => id.startsWith('stack-'));
    expect(stacks).toEqual(deployed.toReversed());
  });

  it('has programs, volumes and nodes gone before Karpenter', () => {
    const platform = steps.indexOf('stack-platform');
    expect(steps.slice(platform - 2, platform)).toEqual(['claims', 'nodes']);
    expect(steps.indexOf('stack-workloads')).toBeLessThan(steps.indexOf('claims'));
  });

  it('ends with a look for what is left', () => {
    expect(steps.at(-1)).toBe('leftovers');
  });
});
