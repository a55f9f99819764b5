import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { policyJson } from './policy-document';

/** Seconds after which news of a node is of no use. */
const RETENTION_SECONDS = 300;

/** News that nodes are about to go, by what the rule is called. */
const INTERRUPTIONS: Readonly<Record<string, { readonly source: string; readonly type: string }>> =
  {
    health: { source: 'aws.health', type: 'AWS Health Event' },
    spot: { source: 'aws.ec2', type: 'EC2 Spot Instance Interruption Warning' },
    rebalance: { source: 'aws.ec2', type: 'EC2 Instance Rebalance Recommendation' },
    state: { source: 'aws.ec2', type: 'EC2 Instance State-change Notification' },
    reservation: {
      source: 'aws.ec2',
      type: 'EC2 Capacity Reservation Instance Interruption Warning',
    },
  };

/** The queue in which Karpenter reads that nodes are about to go. */
export class InterruptionQueue extends Construct {
  readonly arn: string;
  readonly queueName: string;

  constructor(scope: Construct, id: string, { clusterName }: { readonly clusterName: string }) {
    super(scope, id);
    const queue = new SqsQueue(this, 'queue', {
      name: `${clusterName}-interruptions`,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.letEventsIn(queue);
    for (const [name, { source, type }] of Object.entries(INTERRUPTIONS)) {
      const rule = new CloudwatchEventRule(this, name, {
        name: `${clusterName}-${name}`,
        description: `${type}, for Karpenter`,
        eventPattern: JSON.stringify({ source: [source], 'detail-type': [type] }),
      });
      new CloudwatchEventTarget(this, `${name}-target`, { rule: rule.name, arn: queue.arn });
    }
  }

  private letEventsIn(queue: SqsQueue): void {
    new SqsQueuePolicy(this, 'policy', {
      queueUrl: queue.url,
      policy: policyJson([
        {
          sid: 'EventsSend',
          principal: { Service: ['events.amazonaws.com', 'sqs.amazonaws.com'] },
          actions: ['sqs:SendMessage'],
          resources: [queue.arn],
        },
        {
          sid: 'RefusePlainHttp',
          effect: 'Deny',
          principal: '*',
          actions: ['sqs:*'],
          resources: [queue.arn],
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
  }
}
