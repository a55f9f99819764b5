import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
  type S3BucketLifecycleConfigurationRuleTransition,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Construct } from 'constructs';
import { PrivateBucket } from './private-bucket';

/** Where products live and for how long. */
export interface ProductsBucketProps {
  /** Globally unique. */
  readonly bucketName: string;
  /** Prefix of the products; other objects, such as lines set aside, expire with them. */
  readonly prefix: string;
  /**
   * Days a product is kept.
   *
   * @default 7
   */
  readonly retentionDays?: number;
  /**
   * When products move to cheaper classes; worth it only when they are kept for months.
   *
   * @default never
   */
  readonly tiers?: { readonly infrequentAfterDays: number; readonly glacierAfterDays: number };
  /**
   * Whether it goes although products are in it.
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
}

/** Days that what was overwritten or deleted, or was never finished, is kept. */
const LEFTOVER_DAYS = 1;

function transitionsOf({
  tiers,
}: ProductsBucketProps): readonly S3BucketLifecycleConfigurationRuleTransition[] {
  if (tiers === undefined) return [];
  return [
    { days: tiers.infrequentAfterDays, storageClass: 'STANDARD_IA' },
    { days: tiers.glacierAfterDays, storageClass: 'GLACIER' },
  ];
}

function rulesOf(props: ProductsBucketProps): S3BucketLifecycleConfigurationRule[] {
  const leftovers: S3BucketLifecycleConfigurationRule = {
    id: 'leftovers',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    noncurrentVersionExpiration: [{ noncurrentDays: LEFTOVER_DAYS }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: LEFTOVER_DAYS }],
    expiration: [{ expiredObjectDeleteMarker: true }],
  };
  const products: S3BucketLifecycleConfigurationRule = {
    id: 'products',
    status: 'Enabled',
    filter: [{ prefix: props.prefix }],
    expiration: [{ days: props.retentionDays ?? 7 }],
    transition: [...transitionsOf(props)],
  };
  return [products, leftovers];
}

/** The private bucket that holds weather products. Products expire; the bucket does not. */
export class ProductsBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: ProductsBucketProps) {
    super(scope, id);
    const { bucketName, forceDestroy } = props;
    const bucket = new PrivateBucket(this, 'private', { bucketName, forceDestroy });
    this.arn = bucket.arn;
    this.bucketName = bucket.bucketName;
    new S3BucketLifecycleConfiguration(this, 'expiry', {
      bucket: this.bucketName,
      rule: rulesOf(props),
    });
  }
}
