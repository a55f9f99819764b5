import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Federation } from '../identity/trust';

/** Parts of a cluster that EKS keeps up to date, by whether nodes need them to become ready. */
export const ADDONS = {
  beforeNodes: ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'],
  afterNodes: ['coredns', 'aws-ebs-csi-driver', 'metrics-server', 'cert-manager'],
} as const;

/** The name of an add-on of EKS. */
export type AddonName = (typeof ADDONS)['beforeNodes' | 'afterNodes'][number];

/** Settings of add-ons that differ from what EKS chooses. */
const CONFIGURATIONS: Partial<Record<AddonName, object>> = {
  'vpc-cni': {
    enableNetworkPolicy: 'true',
    env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' },
  },
};

/** A role that pods of an add-on take on. */
export interface AddonRole {
  readonly arn: string;
  readonly serviceAccount: string;
}

/** Which add-ons a cluster gets. */
export interface AddonsProps {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly names: readonly AddonName[];
  readonly federation: Federation;
  /**
   * Roles of those that ask something of AWS.
   *
   * @default none
   */
  readonly roles?: Partial<Record<AddonName, AddonRole>>;
  /**
   * What has to be there before.
   *
   * @default nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Add-ons of EKS in the newest version that fits the cluster. */
export class Addons extends Construct {
  readonly all: readonly EksAddon[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AddonsProps,
  ) {
    super(scope, id);
    this.all = props.names.map((name) => this.addon(name));
  }

  private addon(addonName: AddonName): EksAddon {
    const { clusterName, kubernetesVersion, after = [] } = this.props;
    const newest = new DataAwsEksAddonVersion(this, `${addonName}-version`, {
      addonName,
      kubernetesVersion,
      mostRecent: true,
    });
    const configuration = CONFIGURATIONS[addonName];
    return new EksAddon(this, addonName, {
      clusterName,
      addonName,
      addonVersion: newest.version,
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'PRESERVE',
      ...(configuration ? { configurationValues: JSON.stringify(configuration) } : {}),
      ...this.identity(addonName),
      dependsOn: [...after],
    });
  }

  private identity(addonName: AddonName) {
    const { federation, roles = {} } = this.props;
    const role = roles[addonName];
    if (role === undefined) return {};
    const { arn: roleArn, serviceAccount } = role;
    return federation.kind === 'irsa'
      ? { serviceAccountRoleArn: roleArn }
      : { podIdentityAssociation: [{ roleArn, serviceAccount }] };
  }
}
