import { readEnvironment } from './environments/read-environment';
import { ENVIRONMENTS } from './environments/environments';
import { definePlatform } from './platform';
import { synthesized } from './testing/synthesized-stack';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from './synthesize';

const folder = mkdtempSync(join(tmpdir(), 'weather-platform-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { stacks } = definePlatform(readEnvironment('prod'), join(folder));

describe('the platform', () => {
  it.each(stacks.map((stack) => [stack.node.id, stack] as const))('has a stack %s', (_, stack) => {
    // The version of a chart of ours follows its content, which has tests of its own.
    const text = JSON.stringify(synthesized(stack)).replaceAll(/0\.1\.0-h[0-9a-f]{12}/g, '0.1.0');
    expect(JSON.parse(text)).toMatchSnapshot();
  });

  it.each(Object.keys(ENVIRONMENTS))('deploys %s in the order of lifecycles', (name) => {
    const order = synthesize(readEnvironment(name), folder).filter((stack) => stack !== 'security');
    expect(order).toEqual([
      ...['network', 'storage', 'cluster', 'identity', 'platform', 'monitoring', 'vault'],
      ...['dagster', 'workloads'],
    ]);
    const path = join(folder, name, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
    };
    for (const [index, stack] of order.entries()) {
      const before = order.slice(0, index);
      expect(before).toEqual(
        expect.arrayContaining([...(manifest.stacks[stack]?.dependencies ?? [])]),
      );
    }
  });

  it('is watched for threats only where that was asked for', () => {
    const names = (name: string) =>
      definePlatform(readEnvironment(name), folder).stacks.map(({ node }) => node.id);
    expect(names('prod')).toContain('security');
    expect(names('dev')).not.toContain('security');
  });

  it('hands out identities in the other way when one value changes', () => {
    const other = definePlatform(readEnvironment('dev', { identityMode: 'pod-identity' }), folder);
    const texts = other.stacks.map((stack) => JSON.stringify(synthesized(stack))).join();
    expect(texts).not.toContain('eks.amazonaws.com/role-arn');
    expect(texts).not.toContain('AssumeRoleWithWebIdentity');
    expect(texts.match(/"aws_eks_pod_identity_association"/g)).not.toBeNull();
  });
});
