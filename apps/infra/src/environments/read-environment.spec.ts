import { ENVIRONMENTS } from './environments';
import { checkEnvironment, EnvironmentError, readEnvironment } from './read-environment';

describe('readEnvironment', () => {
  it.each(Object.keys(ENVIRONMENTS))('accepts %s as it is written down', (name) => {
    expect(readEnvironment(name)).toMatchObject({ name, clusterName: 'dagster-eks' });
  });

  it('names the environments there are when there is none of that name', () => {
    expect(() => readEnvironment('staging')).toThrow('there are local, dev, prod');
  });

  it('tells all faults at once', () => {
    const { dev } = ENVIRONMENTS;
    const values = {
      ...dev,
      region: 'Ohio',
      clusterName: 'x'.repeat(41),
      cluster: { ...dev.cluster, kubernetesVersion: '1.20', publicAccessCidrs: ['0.0.0.0/0'] },
      network: { ...dev.network, zones: ['a'], cidr: '10.0.0.0/24' },
    };
    const faults = (() => {
      try {
        checkEnvironment('dev', values);
      } catch (error) {
        if (error instanceof EnvironmentError) return error.faults;
      }
      return [];
    })();
    expect(faults).toEqual([
      'region: expected a region such as eu-central-1',
      'clusterName: expected 1 to 40 letters, digits and hyphens',
      'network.cidr: "10.0.0.0/24" must have a prefix of 16 to 20 bits',
      'network.zones: expected 2 or 3 zones: EKS wants two',
      'cluster.publicAccessCidrs.0: must not be the whole Internet',
      'cluster.kubernetesVersion: Kubernetes 1.20 is not known here; known are 1.33, 1.34, 1.35, 1.36',
    ]);
  });

  it('checks what must hold between values', () => {
    const { dev } = ENVIRONMENTS;
    const values = {
      ...dev,
      cluster: { ...dev.cluster, kubernetesVersion: '1.20' },
      storage: { ...dev.storage, backupBucket: dev.storage.productsBucket },
      workloads: { ...dev.workloads, apiReplicas: { min: 3, max: 2 } },
    };
    expect(() => checkEnvironment('dev', values)).toThrow(
      /kubernetesVersion: Kubernetes 1.20 is not known[^]*min 3 is above max 2[^]*must not be the bucket/,
    );
  });
});

describe('prod', () => {
  it('hangs on no single zone or replica, and protects itself', () => {
    expect(readEnvironment('prod')).toMatchObject({
      network: { nat: 'per-zone', interfaceEndpoints: true, zones: ['a', 'b', 'c'] },
      cluster: { deletionProtection: true },
      storage: { forceDestroy: false },
      workloads: { vaultReplicas: 3, vaultSeal: 'kms' },
      guardDuty: true,
    });
  });
});
