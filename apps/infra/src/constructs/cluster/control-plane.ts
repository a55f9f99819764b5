import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { serviceTrust } from '../identity/policy-document';

/** How the control plane of a cluster is. */
export interface ControlPlaneProps {
  readonly clusterName: string;
  readonly partition: string;
  /** Version of Kubernetes, such as `1.35`. */
  readonly version: string;
  /** Intra subnets: where the control plane's interfaces are. */
  readonly subnetIds: readonly string[];
  /** ARN of the key that secrets and logs are encrypted with. */
  readonly keyArn: string;
  /** Days the logs are kept. */
  readonly logDays: number;
  /**
   * Ranges that reach the API from outside the VPC.
   *
   * @default none: it is reached from inside only
   */
  readonly publicAccessCidrs?: readonly string[];
  /**
   * Whether deleting it has to be allowed first.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** The control plane of EKS. People get in by access entries, and who creates it is nobody special. */
export class ControlPlane extends Construct {
  readonly cluster: EksCluster;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ControlPlaneProps,
  ) {
    super(scope, id);
    const { clusterName, version, keyArn, deletionProtection = true } = props;
    const logs = this.logGroup();
    const { role, permission } = this.identity();
    this.cluster = new EksCluster(this, 'cluster', {
      name: clusterName,
      version,
      roleArn: role.arn,
      bootstrapSelfManagedAddons: false,
      deletionProtection,
      enabledClusterLogTypes: LOG_TYPES,
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: false,
      },
      encryptionConfig: { resources: ['secrets'], provider: { keyArn } },
      // Without it a version that runs out is kept, and billed at six times the price.
      upgradePolicy: { supportType: 'STANDARD' },
      vpcConfig: this.vpcConfig(),
      dependsOn: [logs, permission],
    });
  }

  private vpcConfig() {
    const { subnetIds, publicAccessCidrs = [] } = this.props;
    const isPublic = publicAccessCidrs.length > 0;
    return {
      subnetIds: [...subnetIds],
      endpointPrivateAccess: true,
      endpointPublicAccess: isPublic,
      ...(isPublic ? { publicAccessCidrs: [...publicAccessCidrs] } : {}),
    };
  }

  /** Made before the cluster makes its own, which would keep logs for ever. */
  private logGroup(): CloudwatchLogGroup {
    const { clusterName, logDays, keyArn } = this.props;
    return new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/eks/${clusterName}/cluster`,
      retentionInDays: logDays,
      kmsKeyId: keyArn,
    });
  }

  private identity(): { role: IamRole; permission: IamRolePolicyAttachment } {
    const { clusterName, partition } = this.props;
    const role = new IamRole(this, 'role', {
      name: `${clusterName}-control-plane`,
      assumeRolePolicy: serviceTrust('eks.amazonaws.com'),
    });
    const permission = new IamRolePolicyAttachment(this, 'permission', {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/AmazonEKSClusterPolicy`,
    });
    return { role, permission };
  }
}
