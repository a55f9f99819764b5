import fc from 'fast-check';
import { deployOrder, destroyOrder, only, readGraph, type StackGraph } from './stack-order';

const graph: StackGraph = new Map([
  ['workloads', ['dagster', 'cluster']],
  ['cluster', ['network']],
  ['dagster', ['cluster', 'storage']],
  ['storage', []],
  ['network', []],
]);

describe('deployOrder', () => {
  it('puts every stack after all that it needs', () => {
    expect(deployOrder(graph)).toEqual(['network', 'storage', 'cluster', 'dagster', 'workloads']);
  });

  it('is the reverse of the order in which they are taken away, whatever the graph', () => {
    const numbers = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 20 });
    fc.assert(
      fc.property(numbers, (needs) => {
        const entries = needs.map(
          (all, index) =>
            [`s${index}`, all.filter((one) => one < index).map((one) => `s${one}`)] as const,
        );
        const any: StackGraph = new Map(entries);
        const gone = destroyOrder(any);
        expect(gone.toReversed()).toEqual(deployOrder(any));
        for (const [name, all] of any) {
          for (const need of all) expect(gone.indexOf(name)).toBeLessThan(gone.indexOf(need));
        }
      }),
    );
  });

  it('refuses a circle and a stack that is not there', () => {
    expect(() =>
      deployOrder(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toThrow('no order for a, b');
    expect(() => deployOrder(new Map([['a', ['x']]]))).toThrow('no order for a');
  });
});

describe('only', () => {
  it('keeps the order and names what is not there', () => {
    const order = deployOrder(graph);
    expect(only(order, ['dagster', 'network'])).toEqual(['network', 'dagster']);
    expect(only(order, [])).toEqual(order);
    expect(() => only(order, ['vault'])).toThrow(
      'there is no stack vault; there are network, storage',
    );
  });
});

describe('readGraph', () => {
  it('says what to do when nothing was synthesized', () => {
    expect(() => readGraph('/nowhere')).toThrow('run nx run infra:synth first');
  });
});
