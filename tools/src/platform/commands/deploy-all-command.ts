import { join } from 'node:path';
import type { Command } from 'commander';
import { revisionTag } from '../../images/git-revision';
import { ALIASES, forwardCommand, urlOf } from '../aliases/pages';
import { carryOut, fatesOf, type Step } from '../deployment/carry-out';
import { registryOf } from '../deployment/images';
import { Journal } from '../deployment/journal';
import { deploymentSteps, type DeploymentOptions } from '../deployment/steps';
import { Progress } from '../progress';
import { table } from '../stacks/outputs';
import { withEnvironment } from './environment-option';
import { operationOn, targetOf, type Operation, type WholeOptions } from './operation';
import { collect, print, say } from './streams';

interface DeployAllOptions extends WholeOptions {
  readonly imageTag?: string;
  readonly recipient: readonly string[];
  readonly identity: readonly string[];
  readonly secret: readonly string[];
}

/** Where people look, and how they get there. */
function addresses({ context }: Operation): string {
  const { KUBECONFIG } = context.cluster.kubectlVariables;
  const way = KUBECONFIG === undefined ? [] : [`export KUBECONFIG=${KUBECONFIG}`];
  const rows = ALIASES.map((alias) => [
    urlOf({ ...alias, host: 'localhost' }),
    forwardCommand(alias),
  ]);
  const names = '"dns-aliases add" gives them names, "dns-aliases forward" opens all ways';
  return ['The platform is up.', ...way, table(rows), names].join('\n');
}

function deploymentOf(options: DeployAllOptions, { account, place }: Operation): DeploymentOptions {
  const { recipient: recipients, identity: identities, secret: secrets, imageTag } = options;
  const { kubernetes, region } = place.environment;
  const isPushing = imageTag === undefined && kubernetes.kind === 'eks';
  return {
    vault: { recipients, identities, secrets },
    registry: isPushing ? registryOf(account, region) : undefined,
    isBuilding: imageTag === undefined,
  };
}

function preview(steps: readonly Step[], journal: Journal, from: string | undefined): string {
  const fates = fatesOf(steps, journal, { from });
  return table(
    steps.map(({ id }, index) => [`[${index + 1}/${steps.length}]`, id, fates[index] ?? '']),
  );
}

async function deployAll(options: DeployAllOptions): Promise<void> {
  const { imageTag, from, dryRun = false } = options;
  const tag = imageTag ?? (await revisionTag());
  const isBuilding = imageTag === undefined;
  const operation = await operationOn(options, { imageTag: tag, isBuilding });
  const { context, place } = operation;
  const steps = deploymentSteps(context, deploymentOf(options, operation));
  const journal = Journal.open(join(place.work, 'deploy-all.json'), targetOf(operation));
  if (dryRun) {
    print(preview(steps, journal, from));
    return;
  }
  const progress = new Progress(steps.length, say);
  try {
    await carryOut(steps, { journal, progress, from, now: () => new Date() });
    print(addresses(operation));
  } finally {
    await context.close();
  }
}

/** Adds `deploy-all`. */
export function addDeployAll(program: Command): void {
  const command = program
    .command('deploy-all')
    .description(
      'Brings everything up: images, stacks, Vault, and a look whether it works.\n' +
        'Stopped or failed, it goes on with the same step when it is run again.',
    );
  withEnvironment(command)
    .option('--account <digits>', 'account of AWS that is meant, where the environment names none')
    .option('--image-tag <tag>', 'images that are pushed already, instead of building them')
    .option('--from <step>', 'begin with this step, whatever is finished')
    .option('--dry-run', 'only show the steps, and which are finished')
    .option('--recipient <age1…>', "to whom shares of Vault's key are encrypted", collect, [])
    .option('--identity <file>', "age identity that opens shares of Vault's key", collect, [])
    .option('--secret <name=file>', 'value of a secret; without it a prompt', collect, [])
    .action(deployAll);
}
