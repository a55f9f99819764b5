import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@weather/infra/environments';
import { isPrivate } from '../prerequisites/tools';
import { BackgroundProgram } from '../programs/background-program';
import { succeed, type ProgramCall, type RunProgram } from '../programs/run-program';
import { apiServerIn, kubeconfig } from './kubeconfig';
import { openTunnel, type Tunnel } from './tunnel';

/** Where in a cluster something listens. */
export interface Endpoint {
  readonly namespace: string;
  /** As kubectl names it, such as `service/products-api`. */
  readonly target: string;
  readonly port: number;
}

/** A port of the cluster on this machine. */
export interface Forward {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** How a cluster is reached. */
export interface ClusterParts {
  readonly environment: Environment;
  readonly run: RunProgram;
  /** Variables with which AWS is reached. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder for its kubeconfig. */
  readonly work: string;
}

type Extra = Pick<ProgramCall, 'input' | 'onLine'>;

/** The way to a cluster: what kubectl is told, and the tunnel it goes through, if there is one. */
interface Way {
  readonly parameters: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly tunnel: Tunnel | undefined;
}

/** A cluster as its operator reaches it. */
export class Cluster {
  private constructor(
    private readonly run: RunProgram,
    private readonly way: Way,
  ) {}

  /** @throws {PlatformError} when there is no such cluster, or no way to it */
  static async open(parts: ClusterParts): Promise<Cluster> {
    const { kubernetes } = parts.environment;
    if (kubernetes.kind === 'kubeconfig') {
      const parameters = ['--context', kubernetes.context];
      return new Cluster(parts.run, { parameters, env: {}, tunnel: undefined });
    }
    return Cluster.openEks(parts);
  }

  private static async openEks(parts: ClusterParts): Promise<Cluster> {
    const { environment, run, env, work } = parts;
    const { clusterName, region } = environment;
    const parameters = ['eks', 'describe-cluster', '--name', clusterName, '--region', region];
    const json = [...parameters, '--output', 'json'];
    const server = apiServerIn(await succeed(run, { program: 'aws', parameters: json, env }));
    const target = { clusterName, region, endpoint: server.endpoint, env };
    const tunnel = isPrivate(environment) ? await openTunnel(run, target) : undefined;
    const path = join(work, 'kubeconfig.json');
    mkdirSync(work, { recursive: true });
    const text = kubeconfig({ server, clusterName, region, tunnel: tunnel?.url });
    writeFileSync(path, text, { mode: 0o600 });
    return new Cluster(run, { parameters: [], env: { ...env, KUBECONFIG: path }, tunnel });
  }

  /** What Terraform has to be told to reach it. */
  get variables(): Readonly<Record<string, string>> {
    const { tunnel } = this.way;
    return tunnel === undefined ? {} : { TF_VAR_api_tunnel: tunnel.url };
  }

  /** Variables with which an operator's kubectl reaches it too. */
  get kubectlVariables(): Readonly<Record<string, string>> {
    const { KUBECONFIG } = this.way.env;
    return KUBECONFIG === undefined ? {} : { KUBECONFIG };
  }

  /** Whether kubectl succeeds. */
  async can(parameters: readonly string[]): Promise<boolean> {
    return (await this.run(this.call(parameters))).code === 0;
  }

  /** @throws {PlatformError} when kubectl fails, with what it said */
  async kubectl(parameters: readonly string[], extra: Extra = {}): Promise<string> {
    return succeed(this.run, { ...this.call(parameters), ...extra });
  }

  /** What kubectl prints, however it ends. */
  async tell(parameters: readonly string[]): Promise<string> {
    return (await this.run(this.call(parameters))).output;
  }

  /** What stands at a path of the API, such as all nodes. */
  async get(parameters: readonly string[]): Promise<unknown> {
    return JSON.parse(await this.kubectl(['get', ...parameters, '-o', 'json']));
  }

  /** Brings a port of the cluster to this machine. */
  async forward(endpoint: Endpoint, localPort = 0): Promise<Forward> {
    const { namespace, target, port } = endpoint;
    const here = localPort === 0 ? '' : String(localPort);
    const { program, parameters } = this.call(['-n', namespace, 'port-forward', target]);
    const forward = await BackgroundProgram.start({
      ...{ program, parameters: [...parameters, `${here}:${port}`] },
      env: this.way.env,
      isUp: /Forwarding from 127\.0\.0\.1:(\d+)/,
    });
    return { port: Number(forward.said[1]), stop: () => forward.stop() };
  }

  async close(): Promise<void> {
    await this.way.tunnel?.program.stop();
  }

  private call(parameters: readonly string[]): ProgramCall {
    const { env, parameters: first } = this.way;
    return { program: 'kubectl', parameters: [...first, ...parameters], env };
  }
}
