import type { Environment } from '@weather/infra/environments';
import type { RunProgram } from '../programs/run-program';
import { isAtLeast, oldestKubectl, versionIn } from './version';
import type { Finding } from './finding';

/** A program that has to be there. */
export interface Tool {
  readonly name: string;
  /** Programs of which the first that is there is taken. */
  readonly programs: readonly string[];
  readonly parameters: readonly string[];
  /** The oldest version that will do, and why. */
  readonly least: { readonly version: string; readonly reason: string } | undefined;
  /** How it comes here. */
  readonly fix: string;
}

/** Whether the API server can be reached from inside of AWS alone. */
export function isPrivate({ kubernetes, cluster }: Environment): boolean {
  return kubernetes.kind === 'eks' && cluster.publicAccessCidrs.length === 0;
}

const SESSION_MANAGER: Tool = {
  name: 'session-manager-plugin',
  programs: ['session-manager-plugin'],
  parameters: ['--version'],
  least: { version: '1.2', reason: 'tunnels to another host' },
  fix: 'see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
};

/** The programs that an environment is deployed with. */
export function toolsFor(environment: Environment): readonly Tool[] {
  const kubernetes = oldestKubectl(environment.cluster.kubernetesVersion);
  const tools: readonly Tool[] = [
    {
      name: 'tofu or terraform',
      programs: ['tofu', 'terraform'],
      parameters: ['version'],
      least: { version: '1.10', reason: 'locks a state in S3 by itself' },
      fix: 'install OpenTofu: https://opentofu.org/docs/intro/install/',
    },
    {
      name: 'aws',
      programs: ['aws'],
      parameters: ['--version'],
      least: { version: '1.32', reason: 'hands out tokens for Kubernetes as v1beta1' },
      fix: 'install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    },
    {
      name: 'kubectl',
      programs: ['kubectl'],
      parameters: ['version', '--client'],
      least: { version: kubernetes, reason: 'may be one version behind the cluster, not more' },
      fix: 'install it: https://kubernetes.io/docs/tasks/tools/',
    },
    {
      name: 'helm',
      programs: ['helm'],
      parameters: ['version', '--short'],
      least: { version: '3.14', reason: 'reads releases as the provider writes them' },
      fix: 'install it: https://helm.sh/docs/intro/install/',
    },
    {
      name: 'docker',
      programs: ['docker'],
      parameters: ['version', '--format', '{{.Server.Version}}'],
      least: undefined,
      fix: 'install it (https://docs.docker.com/engine/install/), start its daemon, or set DOCKER_HOST',
    },
  ];
  return isPrivate(environment) ? [...tools, SESSION_MANAGER] : tools;
}

/** What a program says when asked for its version; `undefined` when it does not answer. */
async function asked(run: RunProgram, program: string, tool: Tool): Promise<string | undefined> {
  try {
    const { code, output, errors } = await run({ program, parameters: tool.parameters });
    return code === 0 ? `${output}${errors}` : undefined;
  } catch {
    return undefined;
  }
}

function judge(tool: Tool, program: string, said: string): Finding {
  const { name, least, fix } = tool;
  const version = versionIn(said);
  const found = `${program} ${version ?? 'of an unknown version'}`;
  if (least === undefined) return { what: name, found };
  if (version !== undefined && isAtLeast(version, least.version)) return { what: name, found };
  const { version: wanted, reason } = least;
  return { what: name, found, fix: `${wanted} or newer is needed (it ${reason}): ${fix}` };
}

/** Looks whether a program is there, and new enough. */
export async function findTool(run: RunProgram, tool: Tool): Promise<Finding> {
  for (const program of tool.programs) {
    const said = await asked(run, program, tool);
    if (said !== undefined) return judge(tool, program, said);
  }
  return { what: tool.name, found: 'does not answer', fix: tool.fix };
}
