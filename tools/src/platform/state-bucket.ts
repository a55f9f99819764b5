import { isThere, run } from '../servers/run';

/** Where the states of stacks are kept. */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
}

const PUBLIC_ACCESS =
  'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

const ENCRYPTION = JSON.stringify({
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
      BucketKeyEnabled: true,
    },
  ],
});

/**
 * Makes the bucket of states where there is none: versioned, encrypted, not public. It is no stack,
 * because a stack would need it to be there. Doing it twice is the same as once.
 */
export async function keepStateBucket({ bucket, region }: StateBucket): Promise<void> {
  const s3 = (...parameters: readonly string[]): Promise<string> =>
    run('aws', ['s3api', ...parameters, '--bucket', bucket, '--region', region], {
      env: process.env,
    });
  if (!(await isThere('aws', ['s3api', 'head-bucket', '--bucket', bucket, '--region', region]))) {
    const place = `LocationConstraint=${region}`;
    const elsewhere = region === 'us-east-1' ? [] : ['--create-bucket-configuration', place];
    await s3('create-bucket', ...elsewhere);
  }
  await s3('put-public-access-block', '--public-access-block-configuration', PUBLIC_ACCESS);
  await s3('put-bucket-versioning', '--versioning-configuration', 'Status=Enabled');
  await s3('put-bucket-encryption', '--server-side-encryption-configuration', ENCRYPTION);
}
