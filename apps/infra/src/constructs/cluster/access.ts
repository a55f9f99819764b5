import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { Construct } from 'constructs';

/** Who may do what in a cluster. */
export interface ClusterAccessProps {
  readonly clusterName: string;
  readonly partition: string;
  /** Roles that may do everything. */
  readonly adminRoleArns: readonly string[];
  /** Roles that may look at everything but secrets. */
  readonly viewerRoleArns: readonly string[];
}

/** Access of people to a cluster, by their roles; nothing in the cluster has to be edited for it. */
export class ClusterAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAccessProps,
  ) {
    super(scope, id);
    for (const [index, arn] of props.adminRoleArns.entries()) {
      this.grant(`admin-${index}`, arn, 'AmazonEKSClusterAdminPolicy');
    }
    for (const [index, arn] of props.viewerRoleArns.entries()) {
      this.grant(`viewer-${index}`, arn, 'AmazonEKSViewPolicy');
    }
  }

  private grant(id: string, principalArn: string, policy: string): void {
    const { clusterName, partition } = this.props;
    const entry = new EksAccessEntry(this, id, { clusterName, principalArn });
    new EksAccessPolicyAssociation(this, `${id}-policy`, {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
      accessScope: { type: 'cluster' },
    });
  }
}
