import type { ConfigMap } from 'kubernetes-types/core/v1';
import { chartValue } from '../../kubernetes/chart-value';
import { object } from '../../kubernetes/objects';
import { onlyResource, synthesizedScope } from '../../testing/synthesized-stack';
import { ChartValuesError, OwnRelease, UpstreamRelease, type OwnReleaseProps } from './releases';

const props: OwnReleaseProps = {
  name: 'tried',
  description: 'A chart.',
  namespace: 'data',
  objects: [
    object<ConfigMap>(
      { apiVersion: 'v1', kind: 'ConfigMap' },
      { name: 'x' },
      { data: { role: chartValue('roleArn') } },
    ),
  ],
  values: { roleArn: 'arn:role' },
};

const own = (changes: Partial<OwnReleaseProps> = {}) =>
  synthesizedScope((scope) => new OwnRelease(scope, 'tried', { ...props, ...changes }));

describe('OwnRelease', () => {
  it('releases the chart that is written beside the stacks, and undoes what fails', () => {
    expect(onlyResource(own(), 'helm_release')).toMatchObject({
      chart: '../../charts/tried',
      version: expect.stringMatching(/^0\.1\.0-h[0-9a-f]{12}$/) as string,
      atomic: true,
      wait: true,
    });
  });

  it('refuses values that no object calls for, and objects whose values are missing', () => {
    expect(() => own({ values: {} })).toThrow(ChartValuesError);
    expect(() => own({ values: { roleArn: 'a', other: 'b' } })).toThrow(
      'chart tried takes roleArn; it was given other, roleArn',
    );
  });
});

describe('UpstreamRelease', () => {
  it('takes a chart in the version that is pinned', () => {
    const stack = synthesizedScope((scope) => {
      const release = { name: 'vault', namespace: 'vault', chart: 'vault', version: '0.34.1' };
      new UpstreamRelease(scope, 'vault', {
        ...release,
        repository: 'https://x',
        values: { a: 1 },
      });
    });
    expect(onlyResource(stack, 'helm_release')).toMatchObject({
      version: '0.34.1',
      chart: 'vault',
    });
  });
});
