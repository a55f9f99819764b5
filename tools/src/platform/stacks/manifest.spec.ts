import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { chosenStacks, deployOrder, destroyOrder, readStacks } from './manifest';

const ROOT = resolve(import.meta.dirname, '../../../..');

interface Node {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/** Graphs without circles: a stack stands only on those with a lower number, in mixed-up order. */
const graphs = fc
  .array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .chain((below) => {
    const stacks = below.map((numbers, index): Node => {
      const dependencies = new Set(numbers.filter((number) => number < index));
      return { name: `s${index}`, dependencies: [...dependencies].map((number) => `s${number}`) };
    });
    return fc.shuffledSubarray(stacks, { minLength: stacks.length });
  });

describe('the order of stacks', () => {
  it('deploys a stack after all that it stands on, whatever the graph', () => {
    fc.assert(
      fc.property(graphs, (stacks) => {
        const order = deployOrder(stacks).map(({ name }) => name);
        expect(order.toSorted()).toEqual(stacks.map(({ name }) => name).toSorted());
        for (const { name, dependencies } of stacks) {
          for (const below of dependencies) {
            expect(order.indexOf(below)).toBeLessThan(order.indexOf(name));
          }
        }
      }),
    );
  });

  it('destroys a stack before all that it stands on, whatever the graph', () => {
    fc.assert(
      fc.property(graphs, (stacks) => {
        expect(destroyOrder(stacks)).toEqual(deployOrder(stacks).toReversed());
      }),
    );
  });

  it('names stacks that wait for each other', () => {
    const stacks = [
      { name: 'a', dependencies: ['b'] },
      { name: 'b', dependencies: ['a'] },
    ];
    expect(() => deployOrder(stacks)).toThrow('a -> b -> a');
  });

  it('names a stack that is waited for and does not exist', () => {
    expect(() => deployOrder([{ name: 'a', dependencies: ['b'] }])).toThrow('a waits for b');
  });
});

describe('the stacks of an environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weather-manifest-'));

  beforeAll(() => {
    const program = ['--import', 'tsx', 'apps/infra/src/main.ts', '--env', 'prod'];
    execFileSync(process.execPath, [...program, '--outdir', folder], { cwd: ROOT, stdio: 'pipe' });
  }, 60_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are deployed from the ground up, and know their variables', () => {
    const stacks = readStacks(join(folder, 'prod'));
    const names = stacks.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['network', 'security', 'storage']);
    expect(names.slice(3)).toEqual([
      ...['cluster', 'identity', 'platform', 'monitoring', 'vault', 'dagster', 'workloads'],
    ]);
    const workloads = stacks.find(({ name }) => name === 'workloads');
    expect(workloads?.variables.toSorted()).toEqual(['api_tunnel', 'image_tag']);
  });

  it('are those that are named, and unknown ones are told', () => {
    const stacks = readStacks(join(folder, 'prod'));
    const chosen = chosenStacks(stacks, ['vault', 'network']).map(({ name }) => name);
    expect(chosen).toEqual(['network', 'vault']);
    expect(() => chosenStacks(stacks, ['netwrok'])).toThrow('no stack netwrok; there are network,');
  });

  it('are asked for when nothing was synthesized', () => {
    expect(() => readStacks(join(folder, 'local'))).toThrow('run "npx nx run infra:synth" first');
  });
});
