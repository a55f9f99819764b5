import type { Environment } from '@weather/infra/environments';
import type { RunProgram } from '../programs/run-program';
import { findAccount, type Caller } from './account';
import { demand, describeFindings, type Finding } from './finding';
import { findRevision } from './images';
import { findTool, toolsFor } from './tools';

/** What is asked before anything is touched. */
export interface Prerequisites {
  readonly environment: Environment;
  /** Account that is meant, when it does not stand in the environment. */
  readonly account: string | undefined;
  /** Variables with which AWS is reached. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether images are built from the working tree. */
  readonly isBuilding: boolean;
}

/** Tools that only building images needs. */
const BUILDING = ['docker'];

/**
 * Looks at everything that has to be there, all at once, and tells it. Nothing is touched.
 *
 * @throws {PlatformError} with all faults, and what to do about each
 */
export async function checkPrerequisites(
  run: RunProgram,
  { environment, account, env, isBuilding }: Prerequisites,
  say: (text: string) => void,
): Promise<Caller> {
  const tools = toolsFor(environment).filter(({ name }) => isBuilding || !BUILDING.includes(name));
  const { region, network, accountId, kubernetes } = environment;
  const wanted = accountId ?? account;
  const [found, { findings, caller }, revision] = await Promise.all([
    Promise.all(tools.map((tool) => findTool(run, tool))),
    findAccount(run, { wanted, region, zones: network.zones, env }),
    // A registry takes a name once only; a machine of one's own takes it again and again.
    isBuilding && kubernetes.kind === 'eks' ? findRevision(run) : undefined,
  ]);
  const all: readonly Finding[] = [
    ...found,
    ...findings,
    ...(revision === undefined ? [] : [revision]),
  ];
  say(describeFindings(all));
  demand(all);
  if (caller === undefined) throw new Error('credentials without a fault, and without a caller');
  return caller;
}
