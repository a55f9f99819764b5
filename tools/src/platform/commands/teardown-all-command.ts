import { join } from 'node:path';
import type { Command } from 'commander';
import { carryOut } from '../deployment/carry-out';
import { Journal } from '../deployment/journal';
import { PlatformError } from '../platform-error';
import { PartProgress, Progress } from '../progress';
import { approvalBy } from '../stacks/approval';
import { reachCluster, teardownSteps } from '../teardown/steps';
import { withEnvironment } from './environment-option';
import { operationOn, targetOf, type WholeOptions } from './operation';
import { print, say } from './streams';

interface TeardownOptions extends WholeOptions {
  readonly autoApprove?: boolean;
}

async function teardownAll(options: TeardownOptions): Promise<void> {
  const { autoApprove = false, dryRun = false, from } = options;
  // Asked first: nothing may be touched before somebody has agreed.
  const isAutomatic = autoApprove || dryRun;
  const approve = approvalBy(isAutomatic, { input: process.stdin, output: process.stderr });
  const operation = await operationOn(options, { imageTag: 'none', isBuilding: false });
  const { context, place } = operation;
  try {
    const steps = teardownSteps(
      context,
      await reachCluster(context, new PartProgress('cluster', say)),
    );
    if (dryRun) {
      print(steps.map(({ id }) => id).join('\n'));
      return;
    }
    const what = `all of ${place.environment.name} in account ${operation.account}`;
    if (!(await approve(`Destroy ${what}?`))) throw new PlatformError('nothing was destroyed');
    const journal = Journal.open(join(place.work, 'teardown-all.json'), targetOf(operation));
    const progress = new Progress(steps.length, say);
    await carryOut(steps, { journal, progress, from, now: () => new Date() });
    Journal.open(join(place.work, 'deploy-all.json'), targetOf(operation)).close();
    print(`Nothing of ${place.environment.name} is left.`);
  } finally {
    await context.close();
  }
}

/** Adds `teardown-all`. */
export function addTeardownAll(program: Command): void {
  const command = program
    .command('teardown-all')
    .description('Takes everything down, in the right order, and names what is left.');
  withEnvironment(command)
    .option('--account <digits>', 'account of AWS that is meant, where the environment names none')
    .option('--from <step>', 'begin with this step, whatever is finished')
    .option('--dry-run', 'only show the steps')
    .option('--auto-approve', 'destroy without asking')
    .action(teardownAll);
}
