import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../platform-error';

/** A stack as it was synthesized. */
export interface Stack {
  readonly name: string;
  /** Stacks that have to be there before. */
  readonly dependencies: readonly string[];
  /** Folder with its `cdk.tf.json`. */
  readonly folder: string;
  /** Names of the variables it takes. */
  readonly variables: readonly string[];
  /** Whether it puts things into the cluster, which then has to be reached. */
  readonly isInCluster: boolean;
}

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      name: z.string(),
      dependencies: z.array(z.string()),
      workingDirectory: z.string(),
      synthesizedStackPath: z.string(),
    }),
  ),
});

const stackSchema = z.object({
  variable: z.record(z.string(), z.unknown()).default({}),
  provider: z.record(z.string(), z.unknown()).default({}),
});

type Graph = ReadonlyMap<string, Pick<Stack, 'name' | 'dependencies'>>;

/** How many stacks stand below one, at most; a stack that stands on itself never ends. */
function depthOf(name: string, graph: Graph, above: readonly string[] = []): number {
  if (above.includes(name)) {
    throw new PlatformError(`stacks wait for each other: ${[...above, name].join(' -> ')}`);
  }
  const stack = graph.get(name);
  if (stack === undefined)
    throw new PlatformError(`${above.at(-1)} waits for ${name}: no such stack`);
  const depths = stack.dependencies.map((below) => depthOf(below, graph, [...above, name]));
  return depths.length === 0 ? 0 : 1 + Math.max(...depths);
}

/** Stacks in the order in which they are deployed: what others stand on comes first. */
export function deployOrder<T extends Pick<Stack, 'name' | 'dependencies'>>(
  stacks: readonly T[],
): readonly T[] {
  const graph = new Map(stacks.map((stack) => [stack.name, stack]));
  const depths = new Map(stacks.map(({ name }) => [name, depthOf(name, graph)]));
  const depth = ({ name }: T): number => depths.get(name) ?? 0;
  return stacks.toSorted((a, b) => depth(a) - depth(b) || a.name.localeCompare(b.name));
}

/** Stacks in the order in which they are destroyed. */
export function destroyOrder<T extends Pick<Stack, 'name' | 'dependencies'>>(
  stacks: readonly T[],
): readonly T[] {
  return deployOrder(stacks).toReversed();
}

/**
 * The stacks that were synthesized into `folder`, in the order in which they are deployed.
 *
 * @throws {PlatformError} when nothing was synthesized there
 */
export function readStacks(folder: string): readonly Stack[] {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) {
    throw new PlatformError(`${path} is not there: run "npx nx run infra:synth" first`);
  }
  const { stacks } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const read = Object.values(stacks).map((stack): Stack => {
    const text = readFileSync(join(folder, stack.synthesizedStackPath), 'utf8');
    const { variable, provider } = stackSchema.parse(JSON.parse(text));
    const { name, dependencies, workingDirectory } = stack;
    return {
      ...{ name, dependencies, folder: join(folder, workingDirectory) },
      variables: Object.keys(variable),
      isInCluster: 'helm' in provider || 'kubernetes' in provider,
    };
  });
  return deployOrder(read);
}

/**
 * The stacks called `names`, in the order of `stacks`; all when none is named.
 *
 * @throws {PlatformError} naming those that do not exist
 */
export function chosenStacks(stacks: readonly Stack[], names: readonly string[]): readonly Stack[] {
  const unknown = names.filter((name) => !stacks.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    const known = stacks.map(({ name }) => name).join(', ');
    throw new PlatformError(`there is no stack ${unknown.join(', ')}; there are ${known}`, 2);
  }
  return stacks.filter(({ name }) => names.length === 0 || names.includes(name));
}
