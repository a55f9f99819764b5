import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { serviceTrust } from '../identity/policy-document';

/** What nodes need. The network of pods has a role of its own, so AmazonEKS_CNI_Policy is not here. */
const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonSSMManagedInstanceCore',
];

/** Whose nodes they are. */
export interface NodeRoleProps {
  readonly roleName: string;
  readonly partition: string;
}

/** The role of nodes: they join, pull images and are reached by Session Manager, without keys. */
export class NodeRole extends Construct {
  readonly arn: string;
  readonly roleName: string;
  /** What has to be there before nodes start. */
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { roleName, partition }: NodeRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: roleName,
      assumeRolePolicy: serviceTrust('ec2.amazonaws.com'),
    });
    this.arn = role.arn;
    this.roleName = role.name;
    this.permissions = NODE_POLICIES.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, {
          role: role.name,
          policyArn: `arn:${partition}:iam::aws:policy/${policy}`,
        }),
    );
  }
}
