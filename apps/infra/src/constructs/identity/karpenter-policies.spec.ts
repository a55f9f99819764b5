import { karpenterPolicies, type KarpenterScope } from './karpenter-policies';
import { policyJson } from './policy-document';

const clusterName = 'c'.repeat(40);
const accountId = '123456789012';
const longest: KarpenterScope = {
  partition: 'aws',
  region: 'ap-northeast-1',
  accountId,
  clusterName,
  nodeRoleArn: `arn:aws:iam::${accountId}:role/${clusterName}-nodes`,
  queueArn: `arn:aws:sqs:ap-northeast-1:${accountId}:${clusterName}-interruptions`,
};

const policies = Object.entries(karpenterPolicies(longest));
const statements = policies.flatMap(([, all]) => all);

describe('karpenterPolicies', () => {
  it('divides the permissions into six policies', () => {
    expect(policies).toHaveLength(6);
  });

  it.each(policies)('keeps %s within what IAM takes, however long the names', (_, all) => {
    expect(policyJson(all).length).toBeLessThanOrEqual(6144);
  });

  it('lets it end only instances that a node pool of this cluster started', () => {
    const ends = statements.filter(({ actions }) => actions.includes('ec2:TerminateInstances'));
    expect(ends).toHaveLength(1);
    expect(ends[0]?.conditions).toEqual({
      StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: 'owned' },
      StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
    });
  });

  it('lets it give no role but that of nodes', () => {
    const passes = statements.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(passes.map(({ resources }) => resources)).toEqual([[longest.nodeRoleArn]]);
  });

  it('names every action and changes nothing under a star', () => {
    for (const { actions, resources, sid } of statements) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
      if (resources?.includes('*') === true) expect(sid).toMatch(/Read|List|Get/);
    }
  });
});
