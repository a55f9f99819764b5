import type { Construct } from 'constructs';
import { DAGSTER_RELEASE, DATABASE } from '../constructs/dagster/dagster-names';
import { dagsterTraffic } from '../constructs/dagster/dagster-traffic';
import { dagsterValues } from '../constructs/dagster/dagster-values';
import { postgres } from '../constructs/dagster/postgres';
import { helmInto } from '../constructs/releases/cluster-helm';
import { OwnRelease, UpstreamRelease } from '../constructs/releases/releases';
import { accountOf } from '../constructs/vault/vault-client';
import type { Environment } from '../environments/environment';
import { chartValue } from '../kubernetes/chart-value';
import { serviceAccount } from '../kubernetes/service-accounts';
import { VERSIONS } from '../versions/versions';
import type { ClusterStack } from './cluster-stack';
import { EnvironmentStack } from './environment-stack';
import type { IdentityStack } from './identity-stack';
import type { StorageStack } from './storage-stack';
import { WorkloadImages } from './workload-images';

/** What Dagster stands on. */
export interface DagsterStackProps {
  readonly cluster: ClusterStack;
  readonly identity: IdentityStack;
  readonly storage: StorageStack;
}

/** Dagster with our code location, its database, and who may talk to whom. */
export class DagsterStack extends EnvironmentStack {
  readonly values: object;

  constructor(scope: Construct, environment: Environment, props: DagsterStackProps) {
    super(scope, 'dagster', environment);
    helmInto(this, props.cluster);
    const companions = this.companions(props.identity);
    const { clusterName, region, storage } = environment;
    this.values = dagsterValues({
      ...{ clusterName, region, prefix: storage.prefix },
      image: new WorkloadImages(this, props.storage).of('weather-worker'),
      databaseHost: `${DATABASE.name}.data.svc`,
    });
    new UpstreamRelease(this, 'dagster', {
      name: DAGSTER_RELEASE,
      namespace: 'data',
      chart: 'dagster',
      repository: 'https://dagster-io.github.io/helm',
      version: VERSIONS.dagster.version,
      values: this.values,
      after: [companions.release],
    });
  }

  private companions({ roleArns }: IdentityStack): OwnRelease {
    const isIrsa = this.environment.identityMode === 'irsa';
    const account = accountOf('dagster-role');
    const worker = isIrsa ? { ...account, roleArn: chartValue('workerRoleArn') } : account;
    return new OwnRelease(this, 'companions', {
      name: 'dagster-companions',
      description: "Dagster's database, service account and traffic.",
      namespace: 'data',
      objects: [serviceAccount(worker), ...postgres(), ...dagsterTraffic()],
      values: isIrsa ? { workerRoleArn: roleArns.worker } : {},
    });
  }
}
