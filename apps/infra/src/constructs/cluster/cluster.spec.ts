import { onlyResource, resources, synthesizedScope } from '../../testing/synthesized-stack';
import type { Federation } from '../identity/trust';
import { ClusterAccess } from './access';
import { ClusterAddons } from './cluster-addons';
import { ControlPlane, type ControlPlaneProps } from './control-plane';

const irsa: Federation = { kind: 'irsa', providerArn: 'arn:provider', issuer: 'oidc.example/id' };

const props: ControlPlaneProps = {
  clusterName: 'blue',
  partition: 'aws',
  version: '1.35',
  subnetIds: ['subnet-1', 'subnet-2'],
  keyArn: 'arn:key',
  logDays: 30,
};

function cluster(changes: Partial<ControlPlaneProps> = {}) {
  const stack = synthesizedScope((scope) => new ControlPlane(scope, 'x', { ...props, ...changes }));
  return onlyResource(stack, 'aws_eks_cluster');
}

function parts(federation: Federation = irsa) {
  return synthesizedScope((scope) => {
    new ClusterAddons(scope, 'parts', {
      ...{ clusterName: 'blue', roleName: 'blue', partition: 'aws', kubernetesVersion: '1.35' },
      ...{ federation, subnetIds: ['subnet-1'] },
      nodes: { instanceTypes: ['m7i.large'], size: 2, diskGib: 50 },
    });
  });
}

describe('ControlPlane', () => {
  it('is reached from inside only, unless ranges are named', () => {
    expect(cluster()['vpc_config']).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
    expect(cluster({ publicAccessCidrs: ['203.0.113.0/24'] })['vpc_config']).toMatchObject({
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.0/24'],
    });
  });

  it('lets people in by access entries, its creator too', () => {
    expect(cluster()['access_config']).toEqual({
      authentication_mode: 'API',
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  it('encrypts secrets, logs everything and protects itself', () => {
    expect(cluster()).toMatchObject({
      encryption_config: { resources: ['secrets'], provider: { key_arn: 'arn:key' } },
      deletion_protection: true,
      upgrade_policy: { support_type: 'STANDARD' },
    });
    expect(cluster()['enabled_cluster_log_types']).toHaveLength(5);
  });

  it('makes its log group first, or EKS makes one that keeps logs for ever', () => {
    const before = cluster()['depends_on'];
    expect(before).toContainEqual(expect.stringContaining('aws_cloudwatch_log_group'));
  });
});

describe('ClusterAddons', () => {
  const dependencies = (type: string, name: string): unknown => {
    const found = Object.entries(parts().resource?.[type] ?? {}).find(([id]) => id.includes(name));
    return found?.[1]['depends_on'];
  };

  it('has the network of pods before nodes, and what runs on nodes after them', () => {
    const before = dependencies('aws_eks_node_group', 'nodes');
    for (const addon of ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent']) {
      expect(before).toContainEqual(
        expect.stringContaining(`aws_eks_addon.parts_before-nodes_${addon}`),
      );
      expect(dependencies('aws_eks_addon', addon)).toEqual([]);
    }
    for (const addon of ['coredns', 'aws-ebs-csi-driver', 'metrics-server', 'cert-manager']) {
      expect(dependencies('aws_eks_addon', addon)).toEqual([
        expect.stringContaining('aws_eks_node_group'),
      ]);
    }
  });

  it('turns network policies on', () => {
    const addons = resources(parts(), 'aws_eks_addon');
    const cni = addons.find((addon) => addon['addon_name'] === 'vpc-cni');
    expect(cni?.['configuration_values']).toContain('"enableNetworkPolicy":"true"');
  });

  it('wants IMDSv2, one hop away, and encrypted disks', () => {
    expect(onlyResource(parts(), 'aws_launch_template')).toMatchObject({
      metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
      block_device_mappings: [{ ebs: { encrypted: 'true', volume_type: 'gp3' } }],
    });
  });

  it('reaches nodes by Session Manager, and gives them no more than they need', () => {
    const attached = resources(parts(), 'aws_iam_role_policy_attachment').map((attachment) =>
      String(attachment['policy_arn']).replace('arn:aws:iam::aws:policy/', ''),
    );
    expect(attached.toSorted()).toEqual([
      ...['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy'],
      ...['AmazonEKS_CNI_Policy', 'AmazonSSMManagedInstanceCore'],
      'service-role/AmazonEBSCSIDriverPolicy',
    ]);
  });

  it('tells add-ons who they are in either way', () => {
    const cni = (federation: Federation) =>
      resources(parts(federation), 'aws_eks_addon').find(
        (addon) => addon['addon_name'] === 'vpc-cni',
      );
    expect(cni(irsa)).toHaveProperty('service_account_role_arn');
    const associated = cni({ kind: 'pod-identity', clusterName: 'blue' });
    expect(associated?.['pod_identity_association']).toMatchObject([
      { service_account: 'aws-node' },
    ]);
  });
});

describe('ClusterAccess', () => {
  it('lets administrators do everything and viewers look', () => {
    const stack = synthesizedScope((scope) => {
      new ClusterAccess(scope, 'access', {
        ...{ clusterName: 'blue', partition: 'aws' },
        adminRoleArns: ['arn:admin'],
        viewerRoleArns: ['arn:viewer'],
      });
    });
    expect(resources(stack, 'aws_eks_access_policy_association')).toMatchObject([
      { policy_arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy' },
      { policy_arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy' },
    ]);
  });
});
