import { onlyResource, resources, synthesizedScope } from '../../testing/synthesized-stack';
import { Endpoints } from './endpoints';
import { FlowLogs } from './flow-logs';
import { Network, type NetworkProps } from './network';

const props: NetworkProps = {
  clusterName: 'blue',
  region: 'eu-central-1',
  cidr: '10.0.0.0/16',
  zones: ['a', 'b', 'c'],
};

function network(changes: Partial<NetworkProps> = {}) {
  return synthesizedScope((scope) => new Network(scope, 'network', { ...props, ...changes }));
}

describe('Network', () => {
  it('gives every zone a public, a private and an intra subnet, none with public addresses', () => {
    const subnets = resources(network(), 'aws_subnet');
    expect(subnets).toHaveLength(9);
    expect(subnets.filter((subnet) => subnet['map_public_ip_on_launch'] !== false)).toEqual([]);
  });

  it('tags private subnets for internal load balancers and Karpenter', () => {
    const tagged = resources(network(), 'aws_subnet').filter((subnet) =>
      JSON.stringify(subnet['tags']).includes('"karpenter.sh/discovery":"blue"'),
    );
    expect(tagged.map((subnet) => subnet['cidr_block'])).toEqual([
      ...['10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18'],
    ]);
  });

  it('translates in each zone, or in one when that is enough', () => {
    expect(resources(network(), 'aws_nat_gateway')).toHaveLength(3);
    const single = network({ nat: 'single' });
    expect(resources(single, 'aws_nat_gateway')).toHaveLength(1);
    const out = resources(single, 'aws_route').filter((route) => 'nat_gateway_id' in route);
    expect(new Set(out.map((route) => route['nat_gateway_id'])).size).toBe(1);
    expect(out).toHaveLength(3);
  });

  it('leads intra subnets nowhere', () => {
    const routes = JSON.stringify(resources(network(), 'aws_route'));
    expect(routes).not.toContain('intra');
  });

  it('locks the default security group', () => {
    const group = onlyResource(network(), 'aws_default_security_group');
    expect(group).toMatchObject({ ingress: [], egress: [] });
  });
});

describe('Endpoints', () => {
  const endpoints = (interfaces?: boolean) =>
    synthesizedScope((scope) => {
      const made = new Network(scope, 'network', props);
      const { cidr, region } = props;
      new Endpoints(scope, 'endpoints', { network: made, cidr, region, interfaces });
    });

  it('reaches S3 inside in any case, and other services on demand', () => {
    expect(onlyResource(endpoints(false), 'aws_vpc_endpoint')).toMatchObject({
      vpc_endpoint_type: 'Gateway',
      service_name: 'com.amazonaws.eu-central-1.s3',
    });
    expect(resources(endpoints(), 'aws_vpc_endpoint')).toHaveLength(13);
  });

  it('lets only the VPC use them, by HTTPS', () => {
    expect(onlyResource(endpoints(), 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.0.0.0/16',
      from_port: 443,
      to_port: 443,
    });
  });
});

describe('FlowLogs', () => {
  it('records all traffic, encrypted, for some days, by a role for this account alone', () => {
    const stack = synthesizedScope((scope) => {
      const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/k';
      const accountId = '123456789012';
      const made = { vpcId: 'vpc-1', name: 'blue', retentionDays: 7, keyArn, accountId };
      new FlowLogs(scope, 'flow-logs', made);
    });
    expect(onlyResource(stack, 'aws_flow_log')).toMatchObject({ traffic_type: 'ALL' });
    expect(onlyResource(stack, 'aws_cloudwatch_log_group')).toMatchObject({
      retention_in_days: 7,
      kms_key_id: expect.stringContaining('key/k') as string,
    });
    expect(onlyResource(stack, 'aws_iam_role')['assume_role_policy']).toContain(
      '"aws:SourceAccount":"123456789012"',
    );
  });
});
