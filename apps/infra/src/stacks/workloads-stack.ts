import type { Construct } from 'constructs';
import { workloadAccounts, workloadAccountValues } from '../constructs/identity/workload-accounts';
import { WORKLOAD_IDENTITIES } from '../constructs/identity/workload-identities';
import { helmInto } from '../constructs/releases/cluster-helm';
import { OwnRelease } from '../constructs/releases/releases';
import { dagsterExporter } from '../constructs/workloads/dagster-exporter';
import { productsApi } from '../constructs/workloads/products-api';
import type { Environment } from '../environments/environment';
import { chartValue } from '../kubernetes/chart-value';
import type { KubernetesObject } from '../kubernetes/objects';
import type { ClusterStack } from './cluster-stack';
import { EnvironmentStack } from './environment-stack';
import type { IdentityStack } from './identity-stack';
import type { ImageApp, StorageStack } from './storage-stack';
import { WorkloadImages } from './workload-images';

/** What our programs stand on. */
export interface WorkloadsProps {
  readonly cluster: ClusterStack;
  readonly identity: IdentityStack;
  readonly storage: StorageStack;
}

/** Our own programs beside Dagster. */
export class WorkloadsStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment, props: WorkloadsProps) {
    super(scope, 'workloads', environment);
    helmInto(this, props.cluster);
    const images = new WorkloadImages(this, props.storage);
    const image = (app: ImageApp): string => {
      const { repository, tag } = images.of(app);
      return `${repository}:${tag}`;
    };
    const isIrsa = environment.identityMode === 'irsa';
    new OwnRelease(this, 'workloads', {
      name: 'workloads',
      description: 'The products API and the exporter of metrics.',
      namespace: 'data',
      objects: this.objects(isIrsa),
      values: {
        apiImage: image('products-api'),
        exporterImage: image('dagster-exporter'),
        ...(isIrsa ? this.roleValues(props.identity) : {}),
      },
    });
  }

  private roleValues({ roleArns }: IdentityStack): Readonly<Record<string, string>> {
    const others = workloadAccountValues(WORKLOAD_IDENTITIES, roleArns);
    return { apiRoleArn: roleArns.api, ...others };
  }

  private objects(isIrsa: boolean): readonly KubernetesObject[] {
    const { clusterName, region, storage, workloads } = this.environment;
    return [
      ...productsApi({
        ...{ clusterName, region, prefix: storage.prefix, replicas: workloads.apiReplicas },
        image: chartValue('apiImage'),
        ...(isIrsa ? { roleArn: chartValue('apiRoleArn') } : {}),
      }),
      ...dagsterExporter({ image: chartValue('exporterImage') }),
      ...workloadAccounts(WORKLOAD_IDENTITIES, isIrsa),
    ];
  }
}
