import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { Network } from './network';

/** What nodes, Karpenter, Vault and the programs ask of AWS; with these, nothing of it takes the NAT. */
const INTERFACES = [
  ...['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 'kms', 'logs', 'sqs', 'ssm', 'ssmmessages'],
  ...['ec2messages', 'sts'],
];

/** Which ways to AWS a network has inside. */
export interface EndpointsProps {
  readonly network: Network;
  /** Addresses of the VPC: they may use the endpoints. */
  readonly cidr: string;
  readonly region: string;
  /**
   * Whether services other than S3 are reached inside too; each costs by the hour and zone.
   *
   * @default true
   */
  readonly interfaces?: boolean;
}

/** Ways to services of AWS that do not leave the network. The one to S3 costs nothing. */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, { network, cidr, region, interfaces }: EndpointsProps) {
    super(scope, id);
    const { vpcId, privateSubnets, intraSubnets } = network;
    new VpcEndpoint(this, 's3', {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [...privateSubnets.routeTableIds, ...intraSubnets.routeTableIds],
    });
    if (interfaces === false) return;
    const group = this.group(vpcId, cidr);
    for (const service of INTERFACES) {
      new VpcEndpoint(this, service.replace('.', '-'), {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: [...privateSubnets.ids],
        securityGroupIds: [group.id],
      });
    }
  }

  private group(vpcId: string, cidr: string): SecurityGroup {
    const group = new SecurityGroup(this, 'group', {
      vpcId,
      namePrefix: 'endpoints-',
      description: 'Endpoints of AWS services',
      lifecycle: { createBeforeDestroy: true },
    });
    new VpcSecurityGroupIngressRule(this, 'https', {
      securityGroupId: group.id,
      description: 'HTTPS from inside the VPC',
      cidrIpv4: cidr,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    return group;
  }
}
