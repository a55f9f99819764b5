import { terraformProgram } from '../../servers/terraform';
import { Context } from '../deployment/context';
import { checkPrerequisites, type Prerequisites } from '../prerequisites/check';
import { Interruption } from '../programs/interruption';
import { programRunner, type RunProgram } from '../programs/run-program';
import { readStacks } from '../stacks/manifest';
import {
  awsVariables,
  placeOf,
  terraformVariables,
  type EnvironmentOptions,
  type Place,
} from './environment-option';
import { say } from './streams';

/** Options of a work on a whole environment. */
export interface WholeOptions extends EnvironmentOptions {
  readonly account?: string;
  readonly from?: string;
  readonly dryRun?: boolean;
}

/** An environment, what it is worked on with, and on whose account. */
export interface Operation {
  readonly place: Place;
  readonly context: Context;
  readonly account: string;
}

/** A place and what runs programs there. */
export interface Rim {
  readonly place: Place;
  readonly run: RunProgram;
}

/** Takes the wish to stop from this process. */
export function rimOf(options: EnvironmentOptions): Rim {
  return { place: placeOf(options), run: programRunner(Interruption.ofProcess()) };
}

/** Account of the emulator that stands in for AWS; it has no other. */
const EMULATED_ACCOUNT = '123456789012';

/** Looks at everything that has to be there; nothing is touched before. */
export async function operationOn(
  options: WholeOptions,
  { imageTag, isBuilding }: Pick<Prerequisites, 'isBuilding'> & { readonly imageTag: string },
): Promise<Operation> {
  const { place, run } = rimOf(options);
  const { environment, synthesized, work } = place;
  const stacks = readStacks(synthesized);
  const env = { aws: awsVariables(environment), terraform: terraformVariables(environment) };
  const emulated = environment.awsEndpoint === undefined ? undefined : EMULATED_ACCOUNT;
  const account = options.account ?? emulated;
  const asked = { environment, account, env: env.aws, isBuilding };
  const caller = await checkPrerequisites(run, asked, say);
  const terraform = await terraformProgram();
  return {
    place,
    account: caller.Account,
    context: new Context({ environment, stacks, run, work, terraform, env, imageTag }),
  };
}

/** What a journal is about: the same work on another account or cluster is another work. */
export function targetOf({ account, place }: Operation): string {
  const { region, clusterName } = place.environment;
  return `${account}/${region}/${clusterName}`;
}
