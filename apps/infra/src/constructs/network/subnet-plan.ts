import { ipv4Block, partOf, textOf } from './ipv4-block';

/** The address ranges of the subnets of one zone. */
export interface ZoneSubnets {
  /** Letter of the zone. */
  readonly zone: string;
  /** For nodes and pods: most of the addresses, a pod has one each. */
  readonly private: string;
  /** For NAT gateways and load balancers. */
  readonly public: string;
  /** For the control plane's interfaces; without a way to the Internet. */
  readonly intra: string;
}

/**
 * Divides a VPC: three quarters for private subnets, and of the last quarter three quarters for
 * public ones and the rest for intra ones, so that a third zone can be added without renumbering.
 *
 * @throws {RangeError} when `cidr` is no range of addresses
 */
export function planSubnets(cidr: string, zones: readonly string[]): readonly ZoneSubnets[] {
  const { block, fault } = ipv4Block(cidr, { shortest: 8, longest: 20 });
  if (block === undefined) throw new RangeError(fault);
  const last = partOf(block, 2, 3);
  const rest = partOf(last, 2, 3);
  return zones.map((zone, index) => ({
    zone,
    private: textOf(partOf(block, 2, index)),
    public: textOf(partOf(last, 2, index)),
    intra: textOf(partOf(rest, 2, index)),
  }));
}
