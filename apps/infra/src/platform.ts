import { App } from 'cdktf';
import type { Environment } from './environments/environment';
import { ClusterStack } from './stacks/cluster-stack';
import { IdentityStack } from './stacks/identity-stack';
import { NetworkStack } from './stacks/network-stack';
import { StorageStack } from './stacks/storage-stack';

/** The stacks of an environment, in the order of their lifecycles. */
export function definePlatform(environment: Environment, outdir: string): App {
  const app = new App({ outdir, stackTraces: false });
  const { network } = new NetworkStack(app, environment);
  const storage = new StorageStack(app, environment);
  const cluster = new ClusterStack(app, environment, network);
  new IdentityStack(app, environment, { cluster, storage });
  return app;
}
