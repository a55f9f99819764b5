import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsIamSessionContext } from '@cdktf/provider-aws/lib/data-aws-iam-session-context';
import { Ec2Tag } from '@cdktf/provider-aws/lib/ec2-tag';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Fn, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { ClusterAccess } from '../constructs/cluster/access';
import { ClusterAddons } from '../constructs/cluster/cluster-addons';
import { ControlPlane } from '../constructs/cluster/control-plane';
import { EncryptionKey } from '../constructs/encryption/encryption-key';
import type { Federation } from '../constructs/identity/trust';
import type { Network } from '../constructs/network/network';
import type { Environment } from '../environments/environment';
import { EnvironmentStack } from './environment-stack';

/** The cluster, its nodes that are always there, and what EKS keeps up to date in it. */
export class ClusterStack extends EnvironmentStack {
  readonly clusterName: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly federation: Federation;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly network: Network,
  ) {
    super(scope, 'cluster', environment);
    const caller = new DataAwsCallerIdentity(this, 'caller');
    const cluster = this.controlPlane(caller.accountId);
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.federation = this.federate(cluster);
    this.letIn(caller.arn);
    const { nodes, kubernetesVersion } = environment.cluster;
    new ClusterAddons(this, 'parts', {
      ...{ clusterName: this.clusterName, roleName: environment.clusterName, kubernetesVersion },
      ...{ partition: this.partition, federation: this.federation, nodes },
      subnetIds: network.privateSubnets.ids,
    });
    // The group that EKS makes is the one Karpenter's nodes find by this tag.
    new Ec2Tag(this, 'discovery', {
      resourceId: cluster.vpcConfig.clusterSecurityGroupId,
      key: 'karpenter.sh/discovery',
      value: environment.clusterName,
    });
    new TerraformOutput(this, 'cluster-name', { value: this.clusterName });
  }

  private controlPlane(accountId: string): EksCluster {
    const { clusterName, cluster, region } = this.environment;
    const { kubernetesVersion, publicAccessCidrs, deletionProtection, logDays } = cluster;
    const key = new EncryptionKey(this, 'key', {
      alias: `${clusterName}-cluster`,
      purpose: `Secrets and logs of ${clusterName}`,
      place: { partition: this.partition, accountId },
      logsOf: region,
    });
    return new ControlPlane(this, 'control-plane', {
      ...{ clusterName, partition: this.partition, version: kubernetesVersion },
      ...{ publicAccessCidrs, deletionProtection, logDays, keyArn: key.arn },
      subnetIds: this.network.intraSubnets.ids,
    }).cluster;
  }

  private federate(cluster: EksCluster): Federation {
    const { identityMode } = this.environment;
    if (identityMode === 'pod-identity') return { kind: identityMode, clusterName: cluster.name };
    const url = cluster.identity.get(0).oidc.get(0).issuer;
    const provider = new IamOpenidConnectProvider(this, 'issuer', {
      url,
      clientIdList: ['sts.amazonaws.com'],
    });
    const issuer = Fn.replace(url, 'https://', '');
    return { kind: identityMode, providerArn: provider.arn, issuer };
  }

  /** Lets administrators in; when none is named, whoever deploys. */
  private letIn(callerArn: string): void {
    const { adminRoleArns, viewerRoleArns } = this.environment.cluster;
    const deployer = (): string =>
      new DataAwsIamSessionContext(this, 'deployer', { arn: callerArn }).issuerArn;
    new ClusterAccess(this, 'access', {
      clusterName: this.clusterName,
      partition: this.partition,
      adminRoleArns: adminRoleArns.length > 0 ? adminRoleArns : [deployer()],
      viewerRoleArns,
    });
  }
}
