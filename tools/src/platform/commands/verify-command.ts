import type { Command } from 'commander';
import { Cluster } from '../cluster/cluster';
import { PlatformError } from '../platform-error';
import { describeChecks } from '../verification/report';
import { verify } from '../verification/verify';
import { awsVariables, withEnvironment, type EnvironmentOptions } from './environment-option';
import { rimOf } from './operation';
import { print } from './streams';

async function verifyAll(options: EnvironmentOptions & { json?: boolean }): Promise<void> {
  const { place, run } = rimOf(options);
  const { environment, work } = place;
  const env = awsVariables(environment);
  const cluster = await Cluster.open({ environment, run, env, work });
  try {
    const results = await verify({ environment, cluster, run, env });
    const isJson = options.json === true;
    print(isJson ? JSON.stringify(results, undefined, 2) : describeChecks(results));
    const failed = results.filter(({ fix }) => fix !== undefined).length;
    if (failed > 0) throw new PlatformError(`${failed} checks failed`);
  } finally {
    await cluster.close();
  }
}

/** Adds `verify`. */
export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('Looks whether the platform that is live works, and changes nothing.');
  withEnvironment(command).option('--json', 'for programs').action(verifyAll);
}
