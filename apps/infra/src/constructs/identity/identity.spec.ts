import { onlyResource, resources, synthesizedScope } from '../../testing/synthesized-stack';
import { InterruptionQueue } from './interruption-queue';
import { policyJson, type Statement } from './policy-document';
import { trustOf, type Federation } from './trust';
import { WORKLOAD_IDENTITIES, type WorkloadScope } from './workload-identities';
import { WorkloadRole } from './workload-role';

const account = { namespace: 'data', name: 'products-api' };
const irsa: Federation = { kind: 'irsa', providerArn: 'arn:provider', issuer: 'oidc.example/id' };
const podIdentity: Federation = { kind: 'pod-identity', clusterName: 'blue' };

const scope: WorkloadScope = {
  productsArn: 'arn:aws:s3:::products',
  prefix: 'weather-products/',
  sealKeyArn: 'arn:seal-key',
};

function allowed(statements: readonly Statement[]) {
  return statements.flatMap(({ actions, resources: on = [] }) =>
    actions.flatMap((action) => on.map((resource) => `${action} ${resource}`)),
  );
}

describe('trustOf', () => {
  it('trusts one service account, by the token of the cluster', () => {
    expect(JSON.parse(trustOf(irsa, account))).toMatchObject({
      Statement: [
        {
          Principal: { Federated: 'arn:provider' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'oidc.example/id:sub': 'system:serviceaccount:data:products-api',
              'oidc.example/id:aud': 'sts.amazonaws.com',
            },
          },
        },
      ],
    });
  });

  it('trusts one service account, by pod identity', () => {
    const trust = trustOf(podIdentity, account);
    expect(trust).toContain('"aws:RequestTag/kubernetes-service-account":"products-api"');
    expect(trust).toContain('"aws:RequestTag/kubernetes-namespace":"data"');
  });
});

describe('WorkloadRole', () => {
  const made = (federation: Federation) =>
    synthesizedScope((stack) => {
      const policies = { access: WORKLOAD_IDENTITIES.api.statements(scope) };
      const props = { roleName: 'blue-api', serviceAccount: account, federation, policies };
      new WorkloadRole(stack, 'api', props);
    });

  it('is associated with its service account only where pod identity wants it', () => {
    expect(resources(made(irsa), 'aws_eks_pod_identity_association')).toEqual([]);
    expect(onlyResource(made(podIdentity), 'aws_eks_pod_identity_association')).toMatchObject({
      namespace: 'data',
      service_account: 'products-api',
    });
  });

  it('has its policies attached', () => {
    expect(resources(made(irsa), 'aws_iam_policy')).toHaveLength(1);
    expect(resources(made(irsa), 'aws_iam_role_policy_attachment')).toHaveLength(1);
  });
});

describe('WORKLOAD_IDENTITIES', () => {
  it('lets the API read products and change nothing', () => {
    expect(allowed(WORKLOAD_IDENTITIES.api.statements(scope))).toEqual([
      's3:GetObject arn:aws:s3:::products/weather-products/*',
      's3:ListBucket arn:aws:s3:::products',
    ]);
  });

  it('lets the worker publish and set aside, and delete nothing', () => {
    const all = allowed(WORKLOAD_IDENTITIES.worker.statements(scope));
    expect(all).toContain('s3:PutObject arn:aws:s3:::products/weather-products/*');
    expect(all).toContain('s3:PutObject arn:aws:s3:::products/_quarantine/*');
    expect(all.filter((one) => one.includes('Delete'))).toEqual([]);
  });

  it('lets Vault use the key that opens it', () => {
    expect(allowed(WORKLOAD_IDENTITIES.vault.statements(scope))).toEqual(
      ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'].map((use) => `${use} arn:seal-key`),
    );
  });

  it.each(Object.entries(WORKLOAD_IDENTITIES))('names every action of %s', (_, identity) => {
    expect(policyJson(identity.statements(scope))).not.toMatch(/"Action":\[?"[^"]*\*/);
  });
});

describe('InterruptionQueue', () => {
  const stack = synthesizedScope(
    (tested) => new InterruptionQueue(tested, 'queue', { clusterName: 'blue' }),
  );

  it('is encrypted and forgets after five minutes', () => {
    expect(onlyResource(stack, 'aws_sqs_queue')).toMatchObject({
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 300,
    });
  });

  it('hears of all five kinds of interruptions', () => {
    const patterns = resources(stack, 'aws_cloudwatch_event_rule').map(
      (rule) => JSON.parse(String(rule['event_pattern'])) as { 'detail-type': string[] },
    );
    expect(patterns.map((pattern) => pattern['detail-type'][0]).toSorted()).toEqual([
      'AWS Health Event',
      'EC2 Capacity Reservation Instance Interruption Warning',
      'EC2 Instance Rebalance Recommendation',
      'EC2 Instance State-change Notification',
      'EC2 Spot Instance Interruption Warning',
    ]);
    expect(resources(stack, 'aws_cloudwatch_event_target')).toHaveLength(5);
  });

  it('refuses plain HTTP', () => {
    expect(onlyResource(stack, 'aws_sqs_queue_policy')['policy']).toContain(
      '"aws:SecureTransport":"false"',
    );
  });
});
