import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment, type Environment } from '@weather/infra/inventory';
import { Command } from 'commander';
import { revisionTag } from '../images/git-revision';
import { terraformProgram } from '../servers/terraform';
import { carryOut, StoppedError, type Step } from './carry-out';
import { deploySteps, type Deployment } from './deploy-steps';
import { ALIASES, forwardOf, urlOf, withAliases, withoutAliases } from './dns-aliases';
import { Journal } from './journal';
import { account, demand, PrerequisiteError, program, STACK_PROGRAM } from './prerequisites';
import { deployOrder, only, readGraph } from './stack-order';
import { StackRunner } from './stack-runner';
import { teardownSteps } from './teardown-steps';
import { verify } from './verify';

const STOPPED = 130;
const HOSTS = '/etc/hosts';

/** What every command is told. */
interface Options {
  readonly env: string;
  readonly account?: string;
  readonly stack: readonly string[];
  readonly apiTunnel?: string;
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop.abort();
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const KUBECTL = program(
  'kubectl',
  ['version', '--client'],
  'see https://kubernetes.io/docs/tasks/tools/',
);
const AWS = program('aws', ['--version'], 'see https://docs.aws.amazon.com/cli/');
const DOCKER = program(
  'docker',
  ['version'],
  'start Docker, or see https://docs.docker.com/get-docker/',
);

/** What has to be there before an environment is touched. */
function prerequisites(environment: Environment, options: Options) {
  const { kubernetes, accountId, awsEndpoint } = environment;
  const isAws = awsEndpoint === undefined;
  return [
    ...[STACK_PROGRAM, KUBECTL, AWS],
    ...(kubernetes.kind === 'eks' ? [DOCKER] : []),
    ...(isAws ? [account(options.account ?? accountId)] : []),
  ];
}

async function open(options: Options): Promise<Deployment> {
  const environment = readEnvironment(options.env);
  await demand(prerequisites(environment, options));
  const folder = join(process.cwd(), 'dist/infra/synth', environment.name);
  const order = only(deployOrder(readGraph(folder)), options.stack);
  const parts = { program: await terraformProgram(), environment, folder, signal: stop.signal };
  const variables = { image_tag: await revisionTag(), api_tunnel: options.apiTunnel ?? '' };
  return { environment, order, runner: new StackRunner(parts), variables };
}

async function work(name: string, deployment: Deployment, steps: readonly Step[]): Promise<void> {
  const { environment, variables } = deployment;
  const path = join('dist/infra/progress', `${name}-${environment.name}.json`);
  const journal = Journal.open(path, String(variables['image_tag']));
  await carryOut(steps, { journal, signal: stop.signal, say, now: () => new Date() });
}

async function deployAll(options: Options): Promise<void> {
  const deployment = await open(options);
  await work('deploy', deployment, deploySteps(deployment));
  for (const alias of ALIASES) say(`kubectl ${forwardOf(alias).join(' ')}   ${urlOf(alias)}`);
}

async function teardownAll(options: Options): Promise<void> {
  const deployment = await open(options);
  await work('teardown', deployment, teardownSteps(deployment));
}

type StackAct = (deployment: Deployment, stack: string) => Promise<void>;

async function inOrder(deployment: Deployment, act: StackAct): Promise<void> {
  for (const stack of deployment.order) {
    stop.signal.throwIfAborted();
    say(`stack ${stack}`);
    await act(deployment, stack);
  }
}

async function eachStack(options: Options, act: StackAct): Promise<void> {
  await inOrder(await open(options), act);
}

function command(name: string, description: string): Command {
  const collect = (value: string, all: readonly string[]) => [...all, value];
  return new Command(name)
    .description(description)
    .requiredOption('--env <name>', 'local, dev or prod')
    .option('--account <digits>', 'the account that is meant')
    .option('--stack <name>', 'only this stack; may be given several times', collect, [])
    .option('--api-tunnel <url>', 'https://127.0.0.1:PORT of a tunnel to a private API server');
}

/** How a command ended, as the shell is told. */
function exitCodeOf(error: unknown): number {
  if (error instanceof StoppedError || stop.signal.aborted) return STOPPED;
  return error instanceof PrerequisiteError ? 2 : 1;
}

function aliases({ remove }: { readonly remove?: boolean }): void {
  const hosts = readFileSync(HOSTS, 'utf8');
  copyFileSync(HOSTS, `${HOSTS}.before-weather`);
  writeFileSync(HOSTS, remove === true ? withoutAliases(hosts) : withAliases(hosts));
  for (const alias of ALIASES) say(`${urlOf(alias)}   kubectl ${forwardOf(alias).join(' ')}`);
}

const cli = new Command('platform').description('Brings the platform up, and takes it down.');
cli.addCommand(
  command('diff', 'shows what a deployment would change').action((options: Options) =>
    eachStack(options, ({ runner, variables }, stack) => runner.plan(stack, variables)),
  ),
);
cli.addCommand(
  command('deploy', 'deploys stacks, in their order').action((options: Options) =>
    eachStack(options, ({ runner, variables }, stack) => runner.apply(stack, variables)),
  ),
);
cli.addCommand(
  command('destroy', 'takes stacks away, the last first').action(async (options: Options) => {
    const deployment = await open(options);
    const reversed = { ...deployment, order: deployment.order.toReversed() };
    await inOrder(reversed, ({ runner, variables }, stack) => runner.destroy(stack, variables));
  }),
);
cli.addCommand(
  command('outputs', 'prints what stacks tell, as JSON').action((options: Options) =>
    eachStack(options, async ({ runner }, stack) => {
      process.stdout.write(`${JSON.stringify({ [stack]: await runner.outputs(stack) })}\n`);
    }),
  ),
);
cli.addCommand(
  command('deploy-all', 'brings everything up; run it again when it was stopped').action(deployAll),
);
cli.addCommand(
  command('teardown-all', 'takes everything down, and names what is left').action(teardownAll),
);
cli.addCommand(
  command('verify', 'looks whether everything works').action(async (options: Options) => {
    if (!(await verify(readEnvironment(options.env), say))) process.exitCode = 1;
  }),
);
cli
  .command('dns-aliases')
  .description('puts names of pages into the hosts file')
  .option('--remove', 'takes them out again')
  .action(aliases);

try {
  await cli.parseAsync();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = exitCodeOf(error);
}
