import { App } from 'cdktf';
import { OwnRelease, UpstreamRelease } from './constructs/releases/releases';
import type { Environment } from './environments/environment';
import type { RenderedChart } from './kubernetes/chart';
import { ClusterStack } from './stacks/cluster-stack';
import { DagsterStack } from './stacks/dagster-stack';
import type { EnvironmentStack } from './stacks/environment-stack';
import { IdentityStack } from './stacks/identity-stack';
import { MonitoringStack } from './stacks/monitoring-stack';
import { NetworkStack } from './stacks/network-stack';
import { PlatformStack } from './stacks/platform-stack';
import { SecurityStack } from './stacks/security-stack';
import { StorageStack } from './stacks/storage-stack';
import { VaultStack } from './stacks/vault-stack';
import { WorkloadsStack } from './stacks/workloads-stack';

/** All that is written down for one environment. */
export interface Platform {
  readonly app: App;
  /** The stacks by name, in the order of their lifecycles. */
  readonly stacks: readonly EnvironmentStack[];
  /** Our own objects, in the order in which they are released. */
  readonly releases: readonly OwnRelease[];
  /** What others publish, in the order in which it is released. */
  readonly upstream: readonly UpstreamRelease[];
}

/** The charts of our own objects. */
export function chartsOf({ releases }: Platform): readonly RenderedChart[] {
  return releases.map(({ rendered }) => rendered);
}

/**
 * All that an environment consists of, in the order of lifecycles. What nothing refers to but what
 * must be there before is said with `addDependency`.
 */
function defineStacks(app: App, environment: Environment): readonly EnvironmentStack[] {
  const network = new NetworkStack(app, environment);
  const storage = new StorageStack(app, environment);
  const cluster = new ClusterStack(app, environment, network.network);
  const identity = new IdentityStack(app, environment, { cluster, storage });
  const platform = new PlatformStack(app, environment, { cluster, identity });
  const monitoring = new MonitoringStack(app, environment, cluster);
  const vault = new VaultStack(app, environment, { cluster, identity });
  const dagster = new DagsterStack(app, environment, { cluster, identity, storage });
  const workloads = new WorkloadsStack(app, environment, { cluster, identity, storage });
  const before = [cluster, platform, monitoring, vault, dagster, workloads];
  for (const [index, stack] of before.entries()) {
    const earlier = before[index - 1];
    if (earlier !== undefined) stack.addDependency(earlier);
  }
  const security = environment.guardDuty ? [new SecurityStack(app, environment)] : [];
  return [network, storage, ...security, cluster, identity, ...before.slice(1)];
}

/** Defines an environment; nothing is written before `app.synth()`. */
export function definePlatform(environment: Environment, outdir: string): Platform {
  const app = new App({ outdir, stackTraces: false });
  const stacks = defineStacks(app, environment);
  const constructs = stacks.flatMap((stack) => stack.node.findAll());
  const releases = constructs.filter((construct) => construct instanceof OwnRelease);
  const upstream = constructs.filter((construct) => construct instanceof UpstreamRelease);
  return { app, stacks, releases, upstream };
}
