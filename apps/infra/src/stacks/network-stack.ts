import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../constructs/encryption/encryption-key';
import { Endpoints } from '../constructs/network/endpoints';
import { FlowLogs } from '../constructs/network/flow-logs';
import { Network } from '../constructs/network/network';
import type { Environment } from '../environments/environment';
import { EnvironmentStack } from './environment-stack';

/** The network everything stands in. */
export class NetworkStack extends EnvironmentStack {
  readonly network: Network;

  constructor(scope: Construct, environment: Environment) {
    super(scope, 'network', environment);
    const { clusterName, region, network: layout } = environment;
    const { cidr, zones, nat, interfaceEndpoints, flowLogDays } = layout;
    this.network = new Network(this, 'network', { clusterName, region, cidr, zones, nat });
    new Endpoints(this, 'endpoints', {
      network: this.network,
      cidr,
      region,
      interfaces: interfaceEndpoints,
    });
    const { accountId } = new DataAwsCallerIdentity(this, 'caller');
    const logKey = new EncryptionKey(this, 'log-key', {
      alias: `${clusterName}-network-logs`,
      purpose: `Flow logs of ${clusterName}`,
      place: { partition: this.partition, accountId },
      logsOf: region,
    });
    new FlowLogs(this, 'flow-logs', {
      vpcId: this.network.vpcId,
      name: clusterName,
      retentionDays: flowLogDays,
      keyArn: logKey.arn,
      accountId,
    });
  }
}
