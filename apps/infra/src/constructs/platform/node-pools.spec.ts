import { NODE_POOLS, nodeClass, nodePools } from './node-pools';

const props = { clusterName: 'blue', nodeRoleName: 'blue-nodes' };

describe('nodeClass', () => {
  it('finds its subnets and its group by the name of the cluster', () => {
    const { spec } = nodeClass(props);
    const found = [{ tags: { 'karpenter.sh/discovery': 'blue' } }];
    expect(spec.subnetSelectorTerms).toEqual(found);
    expect(spec.securityGroupSelectorTerms).toEqual(found);
  });

  it('keeps pods from the credentials of nodes, and encrypts disks', () => {
    expect(nodeClass(props).spec).toMatchObject({
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ ebs: { encrypted: true } }],
    });
  });
});

describe('nodePools', () => {
  it('has limits on every pool, so that a mistake has a price that is known', () => {
    for (const { limits } of NODE_POOLS) {
      expect(Number(limits.cpu)).toBeLessThanOrEqual(256);
      expect(limits.memory).toMatch(/^\d+Gi$/);
    }
  });

  it('lets only pods that tolerate interruptions onto nodes that may be taken back', () => {
    const [batch] = nodePools(props).filter(({ metadata }) => metadata.name === 'batch');
    expect(batch).toMatchObject({
      spec: {
        template: {
          spec: { taints: [{ key: 'weather/pool', value: 'batch', effect: 'NoSchedule' }] },
        },
      },
    });
    const spot = NODE_POOLS.filter(({ capacity }) => capacity.includes('spot'));
    expect(spot.filter(({ isReserved }) => isReserved === false)).toEqual([]);
  });
});
