import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** The nodes that are always there: Karpenter, CoreDNS and the like run on them. */
export interface NodeGroupProps {
  readonly clusterName: string;
  readonly subnetIds: readonly string[];
  readonly nodeRoleArn: string;
  /** Types of instances, in the order they are tried. */
  readonly instanceTypes: readonly string[];
  /** How many nodes; at least two, because Karpenter's replicas stand on different ones. */
  readonly size: number;
  /** Size of their disks, GiB. */
  readonly diskGib: number;
  /** What has to be there before: the network of pods. */
  readonly after: readonly ITerraformDependable[];
}

/** Managed nodes with Amazon Linux 2023, IMDSv2 that pods cannot reach, and encrypted disks. */
export class NodeGroup extends Construct {
  readonly group: EksNodeGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeGroupProps,
  ) {
    super(scope, id);
    const { clusterName, subnetIds, nodeRoleArn, instanceTypes, size, after } = props;
    const template = this.template();
    this.group = new EksNodeGroup(this, 'group', {
      clusterName,
      nodeGroupNamePrefix: 'system-',
      nodeRoleArn,
      subnetIds: [...subnetIds],
      instanceTypes: [...instanceTypes],
      amiType: 'AL2023_x86_64_STANDARD',
      labels: { 'karpenter.sh/controller': 'true' },
      scalingConfig: { minSize: 2, desiredSize: size, maxSize: size + 2 },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: `\${${template.fqn}.latest_version}` },
      // Somebody may have scaled it by hand; a new group comes before the old one goes.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
      dependsOn: [...after],
    });
  }

  private template(): LaunchTemplate {
    const { clusterName, diskGib } = this.props;
    const name = `${clusterName}-system`;
    return new LaunchTemplate(this, 'template', {
      name,
      updateDefaultVersion: true,
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
      },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeSize: diskGib,
            volumeType: 'gp3',
            encrypted: 'true',
            deleteOnTermination: 'true',
          },
        },
      ],
      tagSpecifications: [
        { resourceType: 'instance', tags: { Name: name, platform: clusterName } },
        { resourceType: 'volume', tags: { Name: name, platform: clusterName } },
      ],
    });
  }
}
