import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';
import { Subnets } from './subnets';
import { planSubnets } from './subnet-plan';

/** How a network is laid out. */
export interface NetworkProps {
  /** Name of the cluster that finds its subnets by their tags. */
  readonly clusterName: string;
  /** Region the zones are in. */
  readonly region: string;
  /** Addresses of the VPC, /16 to /20. */
  readonly cidr: string;
  /** Letters of the zones. */
  readonly zones: readonly string[];
  /**
   * One NAT gateway for all zones, or one for each: dearer, but a zone that fails takes only its own.
   *
   * @default 'per-zone'
   */
  readonly nat?: 'single' | 'per-zone';
}

/** A VPC over some zones with public, private and intra subnets. */
export class Network extends Construct {
  readonly vpcId: string;
  readonly publicSubnets: Subnets;
  readonly privateSubnets: Subnets;
  readonly intraSubnets: Subnets;
  private readonly gateway: InternetGateway;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const { clusterName, cidr } = props;
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: clusterName },
    });
    this.vpcId = vpc.id;
    // Without rules: what forgets to name its group can reach nothing and is reached by nothing.
    new DefaultSecurityGroup(this, 'locked', { vpcId: vpc.id, ingress: [], egress: [] });
    this.gateway = new InternetGateway(this, 'gateway', { vpcId: vpc.id });
    this.publicSubnets = this.subnets('public', { 'kubernetes.io/role/elb': '1' });
    this.publicSubnets.routeAll({ gatewayId: this.gateway.id });
    this.privateSubnets = this.subnets('private', {
      'kubernetes.io/role/internal-elb': '1',
      'karpenter.sh/discovery': clusterName,
    });
    this.intraSubnets = this.subnets('intra', {});
    this.translate();
  }

  private subnets(kind: 'public' | 'private' | 'intra', tags: Record<string, string>): Subnets {
    const { cidr, zones, region, clusterName } = this.props;
    const blocks = planSubnets(cidr, zones).map((subnets) => ({
      zone: `${region}${subnets.zone}`,
      cidr: subnets[kind],
    }));
    return new Subnets(this, kind, { vpcId: this.vpcId, blocks, tags, name: clusterName });
  }

  /** Leads private subnets to the Internet, each through the gateway of its zone or the only one. */
  private translate(): void {
    const { zones, nat = 'per-zone' } = this.props;
    const gateways = (nat === 'single' ? zones.slice(0, 1) : zones).map((zone, index) => {
      const address = new Eip(this, `address-${zone}`, { domain: 'vpc' });
      return new NatGateway(this, `nat-${zone}`, {
        allocationId: address.allocationId,
        subnetId: this.publicSubnets.ids[index] ?? '',
        dependsOn: [this.gateway],
      });
    });
    const [first] = gateways;
    for (const index of zones.keys()) {
      const through = gateways[index] ?? first;
      if (through !== undefined) this.privateSubnets.route(index, { natGatewayId: through.id });
    }
  }
}
