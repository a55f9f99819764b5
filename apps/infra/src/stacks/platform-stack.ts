import type { Construct } from 'constructs';
import { nodePools } from '../constructs/platform/node-pools';
import { flowSchemas } from '../constructs/platform/flow-schemas';
import { karpenterValues } from '../constructs/platform/karpenter-values';
import { platformTraffic } from '../constructs/platform/platform-traffic';
import { storageClass } from '../constructs/platform/storage-class';
import { helmInto } from '../constructs/releases/cluster-helm';
import { OwnRelease, UpstreamRelease } from '../constructs/releases/releases';
import { certificates } from '../constructs/vault/certificates';
import type { Environment } from '../environments/environment';
import { chartValue } from '../kubernetes/chart-value';
import { namespaceObjects } from '../kubernetes/namespaces';
import { VERSIONS } from '../versions/versions';
import type { ClusterStack } from './cluster-stack';
import { EnvironmentStack } from './environment-stack';
import type { IdentityStack } from './identity-stack';

/** What the platform stands on. */
export interface PlatformProps {
  readonly cluster: ClusterStack;
  readonly identity: IdentityStack;
}

const KARPENTER_CHARTS = 'oci://public.ecr.aws/karpenter';

/** What all workloads need of the cluster: namespaces, volumes, certificates, nodes on demand. */
export class PlatformStack extends EnvironmentStack {
  readonly foundations: OwnRelease;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: PlatformProps,
  ) {
    super(scope, 'platform', environment);
    helmInto(this, props.cluster);
    this.foundations = new OwnRelease(this, 'foundations', {
      name: 'foundations',
      description: 'Namespaces, what guards them, volumes and certificates.',
      namespace: 'kube-system',
      objects: [
        ...namespaceObjects(),
        ...platformTraffic(),
        ...flowSchemas(),
        ...certificates(),
        storageClass(),
      ],
    });
    // Nodes on demand are a thing of EKS.
    if (environment.kubernetes.kind === 'eks') this.karpenter();
  }

  private karpenter(): void {
    const { identity, cluster } = this.props;
    const { version } = VERSIONS.karpenter;
    const common = { namespace: 'karpenter', repository: KARPENTER_CHARTS, version };
    // Helm installs definitions, but never upgrades them: they are a release of their own.
    const definitions = new UpstreamRelease(this, 'karpenter-crd', {
      ...{ ...common, name: 'karpenter-crd', chart: 'karpenter-crd', values: {} },
      after: [this.foundations.release],
    });
    const { karpenterRoleArn, queueName } = identity;
    const isIrsa = this.environment.identityMode === 'irsa';
    const controller = new UpstreamRelease(this, 'karpenter', {
      ...{ ...common, name: 'karpenter', chart: 'karpenter' },
      values: karpenterValues({
        clusterName: cluster.clusterName,
        queueName,
        ...(isIrsa ? { roleArn: karpenterRoleArn } : {}),
      }),
      after: [definitions.release],
    });
    new OwnRelease(this, 'node-pools', {
      name: 'node-pools',
      description: 'The nodes that Karpenter starts.',
      namespace: 'karpenter',
      objects: nodePools({
        clusterName: this.environment.clusterName,
        nodeRoleName: chartValue('nodeRoleName'),
      }),
      values: { nodeRoleName: identity.nodeRoleName },
      after: [controller.release],
    });
  }
}
