import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA as S3BucketEncryption } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA as S3BucketVersioning } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { policyJson } from '../identity/policy-document';

/** What a private bucket is. */
export interface PrivateBucketProps {
  /** Globally unique. */
  readonly bucketName: string;
  /**
   * Key of our own that objects are encrypted with.
   *
   * @default the key of S3
   */
  readonly keyArn?: string;
  /**
   * Whether it goes although objects are in it.
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
}

/** A bucket that is encrypted, versioned, of one owner, never public and reached by TLS only. */
export class PrivateBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateBucketProps,
  ) {
    super(scope, id);
    const { bucketName, forceDestroy = false } = props;
    const bucket = new S3Bucket(this, 'bucket', { bucket: bucketName, forceDestroy });
    this.arn = bucket.arn;
    this.bucketName = bucket.bucket;
    const blocked = this.closeToThePublic();
    this.refusePlainHttp(blocked);
    this.encrypt();
    new S3BucketVersioning(this, 'versions', {
      bucket: this.bucketName,
      versioningConfiguration: { status: 'Enabled' },
    });
  }

  private closeToThePublic(): S3BucketPublicAccessBlock {
    new S3BucketOwnershipControls(this, 'owner', {
      bucket: this.bucketName,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    return new S3BucketPublicAccessBlock(this, 'not-public', {
      bucket: this.bucketName,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private refusePlainHttp(blocked: S3BucketPublicAccessBlock): void {
    new S3BucketPolicy(this, 'policy', {
      bucket: this.bucketName,
      policy: policyJson([
        {
          sid: 'RefusePlainHttp',
          effect: 'Deny',
          principal: '*',
          actions: ['s3:*'],
          resources: [this.arn, `${this.arn}/*`],
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
      // Both change the policy of the bucket; S3 refuses two such changes at once.
      dependsOn: [blocked],
    });
  }

  private encrypt(): void {
    const { keyArn } = this.props;
    const algorithm =
      keyArn === undefined
        ? { sseAlgorithm: 'AES256' }
        : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn };
    new S3BucketEncryption(this, 'encryption', {
      bucket: this.bucketName,
      rule: [{ applyServerSideEncryptionByDefault: algorithm, bucketKeyEnabled: true }],
    });
  }
}
