import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  stacks: z.record(z.string(), z.object({ dependencies: z.array(z.string()) })),
});

/** Which stack needs which others to be there. */
export type StackGraph = ReadonlyMap<string, readonly string[]>;

/** Stacks cannot be put in an order. */
export class StackOrderError extends Error {
  override readonly name = 'StackOrderError';
}

/** The graph that a synthesis wrote. @throws {StackOrderError} when nothing was synthesized */
export function readGraph(folder: string): StackGraph {
  try {
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
    const { stacks } = manifestSchema.parse(JSON.parse(text));
    return new Map(Object.entries(stacks).map(([name, { dependencies }]) => [name, dependencies]));
  } catch (cause) {
    const fault = `there are no stacks in ${folder}: run nx run infra:synth first`;
    throw new StackOrderError(fault, { cause });
  }
}

/**
 * The stacks in an order in which each comes after all that it needs.
 *
 * @throws {StackOrderError} when one needs itself, or one that is not there
 */
export function deployOrder(graph: StackGraph): readonly string[] {
  const order: string[] = [];
  const waiting = new Map(graph);
  while (waiting.size > 0) {
    const ready = [...waiting]
      .filter(([, needs]) => needs.every((need) => order.includes(need)))
      .map(([name]) => name)
      .toSorted();
    if (ready.length === 0)
      throw new StackOrderError(`no order for ${[...waiting.keys()].join(', ')}`);
    order.push(...ready);
    for (const name of ready) waiting.delete(name);
  }
  return order;
}

/** The reverse: each goes before anything that it needs. */
export function destroyOrder(graph: StackGraph): readonly string[] {
  return deployOrder(graph).toReversed();
}

/** Only the wanted ones of an order. @throws {StackOrderError} when one is not there */
export function only(order: readonly string[], wanted: readonly string[]): readonly string[] {
  const unknown = wanted.filter((name) => !order.includes(name));
  if (unknown.length > 0) {
    throw new StackOrderError(
      `there is no stack ${unknown.join(', ')}; there are ${order.join(', ')}`,
    );
  }
  return wanted.length === 0 ? order : order.filter((name) => wanted.includes(name));
}
