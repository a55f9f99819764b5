import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import type { Construct } from 'constructs';
import { NodeRole } from '../constructs/cluster/node-role';
import { EncryptionKey } from '../constructs/encryption/encryption-key';
import { InterruptionQueue } from '../constructs/identity/interruption-queue';
import { karpenterPolicies } from '../constructs/identity/karpenter-policies';
import {
  WORKLOAD_IDENTITIES,
  type WorkloadIdentity,
  type WorkloadName,
  type WorkloadScope,
} from '../constructs/identity/workload-identities';
import { WorkloadRole } from '../constructs/identity/workload-role';
import type { Environment } from '../environments/environment';
import type { ClusterStack } from './cluster-stack';
import { EnvironmentStack } from './environment-stack';
import type { StorageStack } from './storage-stack';

/** The service account of Karpenter's controller. */
export const KARPENTER_ACCOUNT = { namespace: 'karpenter', name: 'karpenter' };

/** What identity is made for. */
export interface IdentityProps {
  readonly cluster: ClusterStack;
  readonly storage: StorageStack;
}

/** Who may do what in AWS: a role for each program, and all that Karpenter needs. */
export class IdentityStack extends EnvironmentStack {
  readonly roleArns: Readonly<Record<WorkloadName, string>>;
  readonly karpenterRoleArn: string;
  /** Name of the role of the nodes that Karpenter starts. */
  readonly nodeRoleName: string;
  readonly queueName: string;
  readonly sealKeyArn: string;
  private readonly accountId: string;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: IdentityProps,
  ) {
    super(scope, 'identity', environment);
    const { clusterName } = environment;
    this.accountId = new DataAwsCallerIdentity(this, 'caller').accountId;
    this.sealKeyArn = new EncryptionKey(this, 'seal-key', {
      alias: `${clusterName}-vault-seal`,
      purpose: `Opens Vault of ${clusterName}`,
      place: { partition: this.partition, accountId: this.accountId },
    }).arn;
    this.roleArns = this.workloads();
    const queue = new InterruptionQueue(this, 'interruptions', { clusterName });
    this.queueName = queue.queueName;
    const nodes = this.nodes();
    this.nodeRoleName = nodes.roleName;
    this.karpenterRoleArn = this.karpenter(nodes.arn, queue.arn);
  }

  private workloads(): Readonly<Record<WorkloadName, string>> {
    const { storage } = this.props;
    const scope: WorkloadScope = {
      productsArn: storage.products.arn,
      prefix: this.environment.storage.prefix,
      sealKeyArn: this.sealKeyArn,
    };
    const roles = Object.entries<WorkloadIdentity>(WORKLOAD_IDENTITIES).map(
      ([name, identity]) => [name, this.workload(name, identity, scope)] as const,
    );
    return Object.fromEntries(roles) as Record<WorkloadName, string>;
  }

  private workload(name: string, identity: WorkloadIdentity, scope: WorkloadScope): string {
    return new WorkloadRole(this, name, {
      roleName: `${this.environment.clusterName}-${name}`,
      serviceAccount: identity.serviceAccount,
      federation: this.props.cluster.federation,
      policies: { access: identity.statements(scope) },
    }).arn;
  }

  /** The role of Karpenter's nodes; managed nodes have one of their own. */
  private nodes(): NodeRole {
    const roleName = `${this.environment.clusterName}-karpenter-nodes`;
    const role = new NodeRole(this, 'karpenter-nodes', { roleName, partition: this.partition });
    new EksAccessEntry(this, 'karpenter-nodes-join', {
      clusterName: this.props.cluster.clusterName,
      principalArn: role.arn,
      type: 'EC2_LINUX',
    });
    return role;
  }

  private karpenter(nodeRoleArn: string, queueArn: string): string {
    const { clusterName, region } = this.environment;
    const { partition, accountId } = this;
    return new WorkloadRole(this, 'karpenter', {
      roleName: `${clusterName}-karpenter`,
      serviceAccount: KARPENTER_ACCOUNT,
      federation: this.props.cluster.federation,
      policies: karpenterPolicies({
        ...{ partition, accountId, region, clusterName, nodeRoleArn, queueArn },
      }),
    }).arn;
  }
}
