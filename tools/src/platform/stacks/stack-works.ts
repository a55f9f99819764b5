import { PlatformError } from '../platform-error';
import type { PartProgress, Progress } from '../progress';
import type { Approve } from './approval';
import type { Stack } from './manifest';
import type { StackTerraform } from './stack-terraform';
import type { StackOutput } from './outputs';

/** How the stacks of an environment are worked on. */
export interface StackWork {
  readonly environment: string;
  /** Terraform for a stack; what it prints goes to the part's progress. */
  readonly terraform: (stack: Stack, part: PartProgress) => StackTerraform;
  readonly progress: Progress;
  readonly approve: Approve;
}

/** Makes one stack what it is written to be. */
export async function deployStack(work: StackWork, stack: Stack): Promise<void> {
  const part = work.progress.next(stack.name);
  const terraform = work.terraform(stack, part);
  part.say('planning');
  await terraform.init();
  try {
    const { isChange, summary } = await terraform.plan();
    if (!isChange) {
      part.say(summary);
      return;
    }
    part.say(summary);
    if (!(await work.approve(`Apply this to ${stack.name} of ${work.environment}?`))) {
      throw new PlatformError(`stack ${stack.name}: not agreed to, nothing was changed`);
    }
    part.say('applying');
    await terraform.apply();
    part.say('deployed');
  } finally {
    terraform.forgetPlan();
  }
}

/** Takes one stack away; one that is not there is passed over. */
export async function destroyStack(work: StackWork, stack: Stack): Promise<void> {
  const part = work.progress.next(stack.name);
  const terraform = work.terraform(stack, part);
  part.say('looking');
  await terraform.init();
  if (!(await terraform.isThere())) {
    part.say('nothing is there');
    return;
  }
  if (!(await work.approve(`Destroy all of ${stack.name} in ${work.environment}?`))) {
    throw new PlatformError(`stack ${stack.name}: not agreed to, nothing was destroyed`);
  }
  part.say('destroying');
  await terraform.destroy();
  part.say('destroyed');
}

/** What {@link diffStack} found: whether a stack would change, or that nobody can say yet. */
export type Difference = 'none' | 'changes' | 'unknown';

/** Shows what would change in a stack, and changes nothing. */
export async function diffStack(
  work: StackWork,
  stack: Stack,
  before: ReadonlyMap<string, Difference>,
): Promise<Difference> {
  const part = work.progress.next(stack.name);
  const terraform = work.terraform(stack, part);
  part.say('planning');
  await terraform.init();
  try {
    const { isChange, summary } = await terraform.plan();
    part.say(summary);
    return isChange ? 'changes' : 'none';
  } catch (error) {
    const pending = stack.dependencies.filter((name) => (before.get(name) ?? 'none') !== 'none');
    // Its inputs are outputs of stacks that are still to be deployed.
    if (!(error instanceof PlatformError) || error.exitCode !== 1 || pending.length === 0)
      throw error;
    part.say(`cannot be told before ${pending.join(', ')} is deployed`);
    return 'unknown';
  } finally {
    terraform.forgetPlan();
  }
}

/** What a stack tells of itself. */
export async function outputsOf(work: StackWork, stack: Stack): Promise<readonly StackOutput[]> {
  const terraform = work.terraform(stack, work.progress.next(stack.name));
  await terraform.init();
  return terraform.outputs();
}
