import type { Environment } from '@weather/infra/environments';
import type { Cluster } from '../cluster/cluster';
import type { RunProgram } from '../programs/run-program';
import { perform, type Check, type CheckResult } from './check';
import { clusterChecks } from './cluster-checks';
import { livePlatform } from './live-platform';
import { pageChecks } from './page-checks';
import { programChecks } from './program-checks';

/** Alerts of which each stands for a group of rules. */
const ALERTS = ['DagsterJobFailed', 'S3UploadFailures', 'VaultAuthenticationFailure'];

/** All that has to be so where an environment is up. */
export function checksFor(environment: Environment): readonly Check[] {
  const { kubernetes, identityMode, storage } = environment;
  const isEks = kubernetes.kind === 'eks';
  const jobs = ['products-api', 'dagster-exporter', 'vault', ...(isEks ? ['karpenter'] : [])];
  return [
    ...clusterChecks(isEks),
    ...programChecks(identityMode === 'irsa'),
    ...pageChecks({ bucket: storage.productsBucket, jobs, alerts: ALERTS }),
  ];
}

/** What is verified, and how it is reached. */
export interface Verification {
  readonly environment: Environment;
  readonly cluster: Cluster;
  readonly run: RunProgram;
  /** Variables with which AWS is reached. */
  readonly env: Readonly<Record<string, string>>;
}

/** Looks at everything, one after the other; what fails keeps nothing else from being looked at. */
export async function verify(parts: Verification): Promise<readonly CheckResult[]> {
  const { environment, cluster, run, env } = parts;
  const platform = livePlatform({ cluster, run, env, region: environment.region });
  const results: CheckResult[] = [];
  for (const check of checksFor(environment)) results.push(await perform(check, platform));
  return results;
}
