import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { policyJson, type Statement } from './policy-document';
import { trustOf, type Federation, type ServiceAccountName } from './trust';

/** What pods of one service account may do in AWS. */
export interface WorkloadRoleProps {
  /** Name of the role. */
  readonly roleName: string;
  /** The only service account that may take it on. */
  readonly serviceAccount: ServiceAccountName;
  readonly federation: Federation;
  /**
   * What it may do, in policies that are each at most 6,144 characters; by name.
   *
   * @default nothing
   */
  readonly policies?: Readonly<Record<string, readonly Statement[]>>;
  /**
   * ARNs of policies that AWS keeps.
   *
   * @default none
   */
  readonly managedPolicyArns?: readonly string[];
  /**
   * Whether the association of pod identity is made elsewhere, as EKS does for its add-ons.
   *
   * @default false
   */
  readonly isAssociatedElsewhere?: boolean;
}

/** A role for the pods of one service account. */
export class WorkloadRole extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadRoleProps,
  ) {
    super(scope, id);
    const { roleName, serviceAccount, federation, policies = {} } = props;
    const role = new IamRole(this, 'role', {
      name: roleName,
      assumeRolePolicy: trustOf(federation, serviceAccount),
    });
    this.arn = role.arn;
    for (const [name, statements] of Object.entries(policies)) {
      const policy = new IamPolicy(this, name, {
        name: `${roleName}-${name}`,
        policy: policyJson(statements),
      });
      this.attach(name, role, policy.arn);
    }
    for (const [index, arn] of (props.managedPolicyArns ?? []).entries()) {
      this.attach(`managed-${index}`, role, arn);
    }
    this.associate();
  }

  private attach(name: string, role: IamRole, policyArn: string): void {
    new IamRolePolicyAttachment(this, `${name}-attached`, { role: role.name, policyArn });
  }

  private associate(): void {
    const { federation, serviceAccount, isAssociatedElsewhere = false } = this.props;
    if (federation.kind !== 'pod-identity' || isAssociatedElsewhere) return;
    new EksPodIdentityAssociation(this, 'association', {
      clusterName: federation.clusterName,
      namespace: serviceAccount.namespace,
      serviceAccount: serviceAccount.name,
      roleArn: this.arn,
    });
  }
}
