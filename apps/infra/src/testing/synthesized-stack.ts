import { Testing, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** A resource as Terraform reads it. */
export type Resource = Readonly<Record<string, unknown>>;

/** What a stack became. */
export interface SynthesizedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly [section: string]: unknown;
}

/** What a stack becomes, without what cdktf notes for itself. */
export function synthesized(stack: TerraformStack): SynthesizedStack {
  return JSON.parse(Testing.synth(stack)) as SynthesizedStack;
}

/** What constructs become that `build` puts into an empty stack. */
export function synthesizedScope(build: (scope: Construct) => void): SynthesizedStack {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'tested');
  build(stack);
  return synthesized(stack);
}

/** All resources of a type, in the order of their ids. */
export function resources(stack: SynthesizedStack, type: string): readonly Resource[] {
  return Object.values(stack.resource?.[type] ?? {});
}

/** The only resource of a type. @throws {RangeError} when there are none or several */
export function onlyResource(stack: SynthesizedStack, type: string): Resource {
  const [only, ...others] = resources(stack, type);
  if (only === undefined || others.length > 0) {
    throw new RangeError(`expected one ${type}, found ${others.length + (only ? 1 : 0)}`);
  }
  return only;
}
