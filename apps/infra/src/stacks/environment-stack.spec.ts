import { Testing } from 'cdktf';
import { readEnvironment } from '../environments/read-environment';
import type { Environment } from '../environments/environment';
import { synthesized } from '../testing/synthesized-stack';
import { EnvironmentStack } from './environment-stack';

function stack(name: string, changes: Partial<Environment> = {}): EnvironmentStack {
  return new EnvironmentStack(Testing.app(), 'tried', readEnvironment(name, changes));
}

const provider = (name: string, changes: Partial<Environment> = {}) =>
  synthesized(stack(name, changes))['provider'];

describe('EnvironmentStack', () => {
  it("keeps its state in S3, encrypted and locked by S3's own means", () => {
    expect(synthesized(stack('prod'))).toMatchObject({
      terraform: {
        backend: {
          s3: {
            bucket: 'dagster-weather-state',
            key: 'prod/tried.tfstate',
            encrypt: true,
            use_lockfile: true,
          },
        },
      },
    });
  });

  it('keeps the state of what goes to an emulator in a file, relative to where it stands', () => {
    expect(synthesized(stack('local'))).toMatchObject({
      terraform: { backend: { local: { path: '../../../../state/local/tried.tfstate' } } },
    });
  });

  it('touches no other account than the one that is meant', () => {
    expect(provider('prod', { accountId: '123456789012' })).toMatchObject({
      aws: [{ allowed_account_ids: ['123456789012'] }],
    });
  });

  it('tags everything, so that what is left can be found', () => {
    expect(provider('prod')).toMatchObject({
      aws: [
        {
          default_tags: [
            { tags: { platform: 'dagster-eks', environment: 'prod', stack: 'tried' } },
          ],
        },
      ],
    });
  });

  it('talks to AWS itself unless an emulator is named', () => {
    expect(JSON.stringify(provider('prod'))).not.toContain('emulator');
    expect(JSON.stringify(provider('local'))).toContain('"s3":"http://emulator"');
  });

  it.each([
    ['eu-central-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('knows the partition of %s', (region, partition) => {
    expect(stack('prod', { region }).partition).toBe(partition);
  });
});
