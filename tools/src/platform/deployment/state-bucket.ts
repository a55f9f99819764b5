import type { Environment } from '@weather/infra/environments';
import { succeed } from '../programs/run-program';
import type { Context } from './context';
import type { Step } from './carry-out';
import { digestOf } from './digest';

const NOT_PUBLIC =
  'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

const ENCRYPTED = JSON.stringify({
  Rules: [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
  ],
});

/** What makes a bucket fit for states, besides its name. */
function settings(): readonly (readonly string[])[] {
  return [
    ['put-public-access-block', '--public-access-block-configuration', NOT_PUBLIC],
    ['put-bucket-versioning', '--versioning-configuration', 'Status=Enabled'],
    ['put-bucket-encryption', '--server-side-encryption-configuration', ENCRYPTED],
  ];
}

function creation(region: string): readonly string[] {
  if (region === 'us-east-1') return ['create-bucket']; // It takes no other name for itself.
  return ['create-bucket', '--create-bucket-configuration', `LocationConstraint=${region}`];
}

async function keepBucket({ parts }: Context, bucket: string): Promise<void> {
  const { run, env, environment } = parts;
  const place = ['--bucket', bucket, '--region', environment.region];
  const call = ([command = '', ...rest]: readonly string[]) => ({
    ...{ program: 'aws', env: env.aws },
    parameters: ['s3api', command, ...place, ...rest],
  });
  if ((await run(call(['head-bucket']))).code !== 0) {
    await succeed(run, call(creation(environment.region)));
  }
  for (const setting of settings()) await succeed(run, call(setting));
}

/**
 * The step that makes the bucket of states: versioned, encrypted, not public. It is no stack, because
 * a stack would need it to be there.
 */
export function stateSteps(environment: Environment, context: Context): readonly Step[] {
  const { state, region } = environment;
  if (state.kind === 'local') return [];
  const run = () => keepBucket(context, state.bucket);
  return [{ id: 'state', digest: digestOf(state.bucket, region), run }];
}
