import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment';
import type { Federation } from '../identity/trust';
import { WorkloadRole } from '../identity/workload-role';
import { ADDONS, Addons, type AddonName, type AddonRole } from './addons';
import { NodeGroup } from './node-group';
import { NodeRole } from './node-role';

/** The parts of a cluster beside its control plane. */
export interface ClusterAddonsProps {
  /** The cluster's name, known once it is there. */
  readonly clusterName: string;
  /** What roles are named after. */
  readonly roleName: string;
  readonly partition: string;
  readonly kubernetesVersion: string;
  readonly federation: Federation;
  readonly nodes: Environment['cluster']['nodes'];
  readonly subnetIds: readonly string[];
}

/** Add-ons that ask something of AWS: as whom, and what AWS lets them. */
export const ADDON_IDENTITIES: Partial<
  Record<AddonName, { readonly serviceAccount: string; readonly policy: string }>
> = {
  'vpc-cni': { serviceAccount: 'aws-node', policy: 'AmazonEKS_CNI_Policy' },
  'aws-ebs-csi-driver': {
    serviceAccount: 'ebs-csi-controller-sa',
    policy: 'service-role/AmazonEBSCSIDriverPolicy',
  },
};

/**
 * Nodes and add-ons in the only order that works: the network of pods, nodes, what runs on nodes.
 *
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3446
 */
export class ClusterAddons extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAddonsProps,
  ) {
    super(scope, id);
    const { clusterName, roleName, partition, nodes, subnetIds } = props;
    const before = new Addons(this, 'before-nodes', {
      ...this.props,
      names: ADDONS.beforeNodes,
      roles: this.roles(ADDONS.beforeNodes),
    });
    const role = new NodeRole(this, 'node-role', { roleName: `${roleName}-nodes`, partition });
    const { group } = new NodeGroup(this, 'nodes', {
      ...{ clusterName, subnetIds, nodeRoleArn: role.arn, ...nodes },
      after: [...before.all, ...role.permissions],
    });
    new Addons(this, 'after-nodes', {
      ...this.props,
      names: ADDONS.afterNodes,
      roles: this.roles(ADDONS.afterNodes),
      after: [group],
    });
  }

  private roles(names: readonly AddonName[]): Partial<Record<AddonName, AddonRole>> {
    return Object.fromEntries(
      names.flatMap((name) => {
        const role = this.role(name);
        return role === undefined ? [] : [[name, role]];
      }),
    );
  }

  private role(name: AddonName): AddonRole | undefined {
    const identity = ADDON_IDENTITIES[name];
    if (identity === undefined) return undefined;
    const { roleName, partition, federation } = this.props;
    const { serviceAccount, policy } = identity;
    const { arn } = new WorkloadRole(this, `${name}-role`, {
      roleName: `${roleName}-${name}`,
      serviceAccount: { namespace: 'kube-system', name: serviceAccount },
      federation,
      managedPolicyArns: [`arn:${partition}:iam::aws:policy/${policy}`],
      isAssociatedElsewhere: true,
    });
    return { arn, serviceAccount };
  }
}
