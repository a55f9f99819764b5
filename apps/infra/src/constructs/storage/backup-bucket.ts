import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Construct } from 'constructs';
import { PrivateBucket, type PrivateBucketProps } from './private-bucket';

/** Days a backup is kept. */
const KEPT_DAYS = 30;

/** The bucket of snapshots of Vault and dumps of the database, encrypted with a key of our own. */
export class BackupBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;

  constructor(
    scope: Construct,
    id: string,
    props: PrivateBucketProps & { readonly keyArn: string },
  ) {
    super(scope, id);
    const bucket = new PrivateBucket(this, 'private', props);
    this.arn = bucket.arn;
    this.bucketName = bucket.bucketName;
    new S3BucketLifecycleConfiguration(this, 'expiry', {
      bucket: this.bucketName,
      rule: [
        {
          id: 'backups',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: KEPT_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays: KEPT_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
  }
}
