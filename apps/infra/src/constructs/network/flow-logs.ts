import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { policyJson } from '../identity/policy-document';

/** Which traffic is recorded, and for how long. */
export interface FlowLogsProps {
  readonly vpcId: string;
  /** What the log group and the role are named after. */
  readonly name: string;
  /** Days the records are kept. */
  readonly retentionDays: number;
  /** ARN of the key the records are encrypted with. */
  readonly keyArn: string;
  readonly accountId: string;
}

/** Who talked to whom in a VPC, accepted or not. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { vpcId, name, retentionDays, keyArn } = props;
    const logs = new CloudwatchLogGroup(this, 'records', {
      name: `/aws/vpc/${name}/flow-logs`,
      retentionInDays: retentionDays,
      kmsKeyId: keyArn,
    });
    const role = this.writer(props, logs.arn);
    new FlowLog(this, 'flow-log', {
      vpcId,
      trafficType: 'ALL',
      logDestination: logs.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
    });
  }

  private writer({ name, accountId }: FlowLogsProps, logsArn: string): IamRole {
    const role = new IamRole(this, 'writer', {
      name: `${name}-flow-logs`,
      assumeRolePolicy: policyJson([
        {
          sid: 'FlowLogs',
          principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          actions: ['sts:AssumeRole'],
          conditions: { StringEquals: { 'aws:SourceAccount': accountId } },
        },
      ]),
    });
    const actions = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'];
    new IamRolePolicy(this, 'write', {
      role: role.name,
      name: 'write',
      policy: policyJson([{ sid: 'Write', actions, resources: [logsArn, `${logsArn}:*`] }]),
    });
    return role;
  }
}
