import { workloadAccounts, workloadAccountValues } from './workload-accounts';
import { WORKLOAD_IDENTITIES, type WorkloadIdentity } from './workload-identities';

const archive: WorkloadIdentity = {
  serviceAccount: { namespace: 'data', name: 'archive' },
  statements: () => [],
};
const identities = { ...WORKLOAD_IDENTITIES, 'cold-archive': archive };

describe('workloadAccounts', () => {
  it('makes the account of a program that was only added to the list', () => {
    expect(workloadAccounts(identities, true)).toMatchObject([
      {
        kind: 'ServiceAccount',
        metadata: {
          ...{ namespace: 'data', name: 'archive' },
          annotations: { 'eks.amazonaws.com/role-arn': '%%coldArchiveRoleArn%%' },
        },
      },
    ]);
    const arns = { 'cold-archive': 'arn:archive', api: 'arn:api' };
    expect(workloadAccountValues(identities, arns)).toEqual({ coldArchiveRoleArn: 'arn:archive' });
  });

  it('leaves the ARN away where pod identity says who is who', () => {
    const [account] = workloadAccounts(identities, false);
    expect(account?.metadata.annotations).toBeUndefined();
  });

  it('makes none that come with something else', () => {
    expect(workloadAccounts(WORKLOAD_IDENTITIES, true)).toEqual([]);
  });
});
