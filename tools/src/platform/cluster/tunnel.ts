import { freePort } from '../../servers/server-process';
import { PlatformError } from '../platform-error';
import { BackgroundProgram } from '../programs/background-program';
import { succeed, type RunProgram } from '../programs/run-program';

/** A way to an API server that is reached from inside of AWS alone. */
export interface Tunnel {
  /** Where its end on this machine is. */
  readonly url: string;
  readonly program: BackgroundProgram;
}

/** Whose API server a tunnel leads to. */
export interface TunnelParts {
  readonly clusterName: string;
  readonly region: string;
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A node that is always there: sessions go through it, so that no other way in is open. */
async function findNode(run: RunProgram, parts: TunnelParts): Promise<string> {
  const { clusterName, region, env } = parts;
  const filters = [
    `Name=tag:eks:cluster-name,Values=${clusterName}`,
    'Name=instance-state-name,Values=running',
  ];
  const query = ['--query', 'Reservations[].Instances[].InstanceId', '--output', 'text'];
  const parameters = ['ec2', 'describe-instances', '--region', region, '--filters', ...filters];
  const text = await succeed(run, { program: 'aws', parameters: [...parameters, ...query], env });
  const [node = ''] = text.trim().split(/\s+/);
  if (node !== '') return node;
  throw new PlatformError(
    `the API server of ${clusterName} is private, and no node runs to reach it through: ` +
      'look at its node group, or add your address to cluster.publicAccessCidrs',
  );
}

/** Opens a tunnel by Session Manager. @throws {PlatformError} when it does not open */
export async function openTunnel(run: RunProgram, parts: TunnelParts): Promise<Tunnel> {
  const node = await findNode(run, parts);
  const port = await freePort();
  const host = new URL(parts.endpoint).hostname;
  const way = { host: [host], portNumber: ['443'], localPortNumber: [String(port)] };
  const program = await BackgroundProgram.start({
    program: 'aws',
    parameters: [
      ...['ssm', 'start-session', '--region', parts.region, '--target', node],
      ...['--document-name', 'AWS-StartPortForwardingSessionToRemoteHost'],
      ...['--parameters', JSON.stringify(way)],
    ],
    env: parts.env,
    isUp: /Waiting for connections/,
  });
  return { url: `https://127.0.0.1:${port}`, program };
}
