import { join } from 'node:path';
import type { Command } from 'commander';
import { revisionTag } from '../../images/git-revision';
import { terraformProgram } from '../../servers/terraform';
import { programRunner } from '../programs/run-program';
import { Interruption } from '../programs/interruption';
import { Progress } from '../progress';
import { approvalBy } from '../stacks/approval';
import { chosenStacks, readStacks, type Stack } from '../stacks/manifest';
import { outputsAsJson, outputsAsTable, type StackOutput } from '../stacks/outputs';
import { StackTerraform } from '../stacks/stack-terraform';
import {
  deployStack,
  destroyStack,
  diffStack,
  outputsOf,
  type Difference,
  type StackWork,
} from '../stacks/stack-works';
import {
  placeOf,
  terraformVariables,
  withEnvironment,
  type EnvironmentOptions,
} from './environment-option';
import { collect, print, say } from './streams';

interface StackOptions extends EnvironmentOptions {
  readonly stack: readonly string[];
  readonly tunnel?: string;
  readonly imageTag?: string;
  readonly autoApprove?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

/** Exit code of `diff --exit-code` when something would change. */
const DIFFERS = 3;

/** What Terraform is told that is known only now. */
async function variablesFor(
  stacks: readonly Stack[],
  { imageTag, tunnel }: StackOptions,
): Promise<Readonly<Record<string, string>>> {
  const isImage = stacks.some(({ variables }) => variables.includes('image_tag'));
  return {
    ...(isImage ? { TF_VAR_image_tag: imageTag ?? (await revisionTag()) } : {}),
    ...(tunnel === undefined ? {} : { TF_VAR_api_tunnel: tunnel }),
  };
}

interface Chosen {
  readonly work: StackWork;
  readonly stacks: readonly Stack[];
}

/** The stacks that are meant, and how they are worked on. Nothing is touched yet. */
async function choose(options: StackOptions, isChange: boolean): Promise<Chosen> {
  const { environment, synthesized, work } = placeOf(options);
  const stacks = chosenStacks(readStacks(synthesized), options.stack);
  const isAutomatic = options.autoApprove === true || !isChange;
  const approve = approvalBy(isAutomatic, { input: process.stdin, output: process.stderr });
  const run = programRunner(Interruption.ofProcess());
  const settings = {
    program: await terraformProgram(),
    work: join(work, 'terraform'),
    env: { ...terraformVariables(environment), ...(await variablesFor(stacks, options)) },
  };
  return {
    stacks,
    work: {
      environment: environment.name,
      progress: new Progress(stacks.length, say),
      approve,
      terraform: (stack, part) =>
        new StackTerraform(stack, run, {
          ...settings,
          onLine: (line) => {
            part.detail(line);
          },
        }),
    },
  };
}

async function deploy(options: StackOptions): Promise<void> {
  const { work, stacks } = await choose(options, true);
  for (const stack of stacks) await deployStack(work, stack);
}

async function destroy(options: StackOptions): Promise<void> {
  const { work, stacks } = await choose(options, true);
  for (const stack of stacks.toReversed()) await destroyStack(work, stack);
}

async function diff(options: StackOptions): Promise<void> {
  const { work, stacks } = await choose(options, false);
  const found = new Map<string, Difference>();
  for (const stack of stacks) found.set(stack.name, await diffStack(work, stack, found));
  const isChange = [...found.values()].some((difference) => difference !== 'none');
  if (isChange && options.exitCode === true) process.exitCode = DIFFERS;
}

async function outputs(options: StackOptions): Promise<void> {
  const { work, stacks } = await choose(options, false);
  const found: StackOutput[] = [];
  for (const stack of stacks) found.push(...(await outputsOf(work, stack)));
  print(options.json === true ? outputsAsJson(found) : outputsAsTable(found));
}

function stackCommand(program: Command, name: string, description: string): Command {
  return withEnvironment(program.command(name).description(description))
    .option('--stack <name>', 'only this stack; can be said again', collect, [])
    .option('--tunnel <url>', 'https://127.0.0.1:PORT of a tunnel to a private API server')
    .option('--image-tag <tag>', 'revision of the images (default: the one of the working tree)');
}

const AUTO_APPROVE = '--auto-approve';

/** Adds the commands that work on stacks: `diff`, `deploy`, `destroy`, `outputs`. */
export function addStackCommands(program: Command): void {
  stackCommand(program, 'diff', 'Shows what would change, and changes nothing.')
    .option('--exit-code', `end with ${DIFFERS} when something would change`)
    .action(diff);
  stackCommand(program, 'deploy', 'Makes stacks what they are written to be, in their order.')
    .option(AUTO_APPROVE, 'apply without asking')
    .action(deploy);
  stackCommand(program, 'destroy', 'Takes stacks away, in the reverse order.')
    .option(AUTO_APPROVE, 'destroy without asking')
    .action(destroy);
  stackCommand(program, 'outputs', 'What stacks tell of themselves; never what is sensitive.')
    .option('--json', 'for programs')
    .action(outputs);
}
