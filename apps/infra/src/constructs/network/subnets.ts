import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';

/** Subnets of one kind. */
export interface SubnetsProps {
  readonly vpcId: string;
  /** What their names begin with. */
  readonly name: string;
  /** One a zone. */
  readonly blocks: readonly { readonly zone: string; readonly cidr: string }[];
  /** Tags that load balancers and Karpenter find them by. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Where all that is not inside the VPC goes. */
export type WayOut = { readonly gatewayId: string } | { readonly natGatewayId: string };

/** The subnets of one kind, each with a route table of its own. Nothing in them gets a public address. */
export class Subnets extends Construct {
  readonly ids: readonly string[];
  readonly routeTableIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetsProps,
  ) {
    super(scope, id);
    this.ids = props.blocks.map((block) => this.subnet(id, block));
    this.routeTableIds = this.ids.map((subnetId, index) => {
      const table = new RouteTable(this, `routes-${index}`, { vpcId: props.vpcId });
      new RouteTableAssociation(this, `uses-${index}`, { subnetId, routeTableId: table.id });
      return table.id;
    });
  }

  /** Leads the subnet of one zone out. */
  route(index: number, way: WayOut): void {
    const routeTableId = this.routeTableIds[index];
    if (routeTableId === undefined) return;
    new Route(this, `out-${index}`, { routeTableId, destinationCidrBlock: '0.0.0.0/0', ...way });
  }

  /** Leads all of them out the same way. */
  routeAll(way: WayOut): void {
    for (const index of this.ids.keys()) this.route(index, way);
  }

  private subnet(kind: string, { zone, cidr }: SubnetsProps['blocks'][number]): string {
    const { vpcId, name, tags } = this.props;
    return new Subnet(this, zone.slice(-1), {
      vpcId,
      availabilityZone: zone,
      cidrBlock: cidr,
      mapPublicIpOnLaunch: false,
      tags: { Name: `${name}-${kind}-${zone}`, ...tags },
    }).id;
  }
}
