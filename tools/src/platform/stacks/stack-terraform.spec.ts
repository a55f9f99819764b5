import { readEnvironment } from '@weather/infra/environments';
import { apiServerIn, kubeconfig } from '../cluster/kubeconfig';
import { registryOf } from '../deployment/images';
import { plannedChanges } from './stack-terraform';

describe('plannedChanges', () => {
  it.each([
    [0, 'No changes.', { isChange: false, summary: 'nothing to change' }],
    [
      2,
      'x\nPlan: 3 to add, 1 to change, 0 to destroy.\n',
      { isChange: true, summary: '3 to add, 1 to change, 0 to destroy' },
    ],
    [
      2,
      'Plan: 1 to import, 3 to add, 1 to change, 0 to destroy.',
      { isChange: true, summary: '3 to add, 1 to change, 0 to destroy' },
    ],
    [2, 'Changes to Outputs:\n  + a = 1', { isChange: true, summary: 'outputs change' }],
  ])('reads code %d and "%s"', (code, output, expected) => {
    expect(plannedChanges({ code, output, errors: '' })).toEqual(expected);
  });
});

describe('kubeconfig', () => {
  const json = JSON.stringify({
    cluster: {
      endpoint: 'https://ABC.gr7.us-east-2.eks.amazonaws.com',
      certificateAuthority: { data: 'Q0E=' },
    },
  });
  const server = apiServerIn(json);
  const { clusterName, region } = readEnvironment('dev');

  it('goes to the API server itself where there is no tunnel', () => {
    const { clusters } = JSON.parse(
      kubeconfig({ server, clusterName, region, tunnel: undefined }),
    ) as { clusters: readonly { cluster: object }[] };
    expect(clusters[0]?.cluster).toEqual({
      server: server.endpoint,
      'certificate-authority-data': 'Q0E=',
    });
  });

  it('goes through a tunnel, and still asks for the certificate of the server', () => {
    const tunnel = 'https://127.0.0.1:4711';
    const { clusters } = JSON.parse(kubeconfig({ server, clusterName, region, tunnel })) as {
      clusters: readonly { cluster: object }[];
    };
    expect(clusters[0]?.cluster).toMatchObject({
      server: tunnel,
      'tls-server-name': 'abc.gr7.us-east-2.eks.amazonaws.com',
    });
  });
});

describe('registryOf', () => {
  it('is that of the account, also in China', () => {
    expect(registryOf('123456789012', 'us-east-2')).toBe(
      '123456789012.dkr.ecr.us-east-2.amazonaws.com',
    );
    expect(registryOf('1', 'cn-north-1')).toBe('1.dkr.ecr.cn-north-1.amazonaws.com.cn');
  });
});
