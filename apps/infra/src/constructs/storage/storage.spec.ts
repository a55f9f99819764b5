import { onlyResource, resources, synthesizedScope } from '../../testing/synthesized-stack';
import { BackupBucket } from './backup-bucket';
import { ImageRepository } from './image-repository';
import { ProductsBucket, type ProductsBucketProps } from './products-bucket';

function products(changes: Partial<ProductsBucketProps> = {}) {
  const props = { bucketName: 'weather', prefix: 'weather-products/', ...changes };
  return synthesizedScope((scope) => new ProductsBucket(scope, 'products', props));
}

describe('ProductsBucket', () => {
  it('is never public', () => {
    expect(onlyResource(products(), 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('belongs to one account, is encrypted and keeps what was overwritten', () => {
    const stack = products();
    expect(onlyResource(stack, 'aws_s3_bucket_ownership_controls')).toMatchObject({
      rule: { object_ownership: 'BucketOwnerEnforced' },
    });
    expect(onlyResource(stack, 'aws_s3_bucket_server_side_encryption_configuration')).toMatchObject(
      {
        rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
      },
    );
    expect(onlyResource(stack, 'aws_s3_bucket_versioning')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
  });

  it('refuses plain HTTP, and does so after it was closed to the public', () => {
    const policy = onlyResource(products(), 'aws_s3_bucket_policy');
    expect(policy['policy']).toContain('"aws:SecureTransport":"false"');
    expect(policy['depends_on']).toEqual([
      expect.stringContaining('aws_s3_bucket_public_access_block'),
    ]);
  });

  it('lets products expire after a week, and leftovers after a day', () => {
    const { rule } = onlyResource(products(), 'aws_s3_bucket_lifecycle_configuration');
    expect(rule).toMatchObject([
      { filter: [{ prefix: 'weather-products/' }], expiration: [{ days: 7 }] },
      {
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
    ]);
  });

  it('moves old products to cheaper classes only when told to', () => {
    expect(JSON.stringify(products())).not.toContain('GLACIER');
    const tiers = { infrequentAfterDays: 30, glacierAfterDays: 90 };
    const { rule } = onlyResource(
      products({ retentionDays: 400, tiers }),
      'aws_s3_bucket_lifecycle_configuration',
    );
    expect(rule).toMatchObject([
      {
        expiration: [{ days: 400 }],
        transition: [
          { days: 30, storage_class: 'STANDARD_IA' },
          { days: 90, storage_class: 'GLACIER' },
        ],
      },
      {},
    ]);
  });

  it('does not go while products are in it, unless that was asked for', () => {
    expect(onlyResource(products(), 'aws_s3_bucket')['force_destroy']).toBe(false);
    const forced = products({ forceDestroy: true });
    expect(onlyResource(forced, 'aws_s3_bucket')['force_destroy']).toBe(true);
  });
});

describe('BackupBucket', () => {
  it('encrypts with a key of our own', () => {
    const stack = synthesizedScope(
      (scope) => new BackupBucket(scope, 'backups', { bucketName: 'backups', keyArn: 'arn:key' }),
    );
    expect(onlyResource(stack, 'aws_s3_bucket_server_side_encryption_configuration')).toMatchObject(
      {
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: 'aws:kms',
              kms_master_key_id: 'arn:key',
            },
          },
        ],
      },
    );
  });
});

describe('ImageRepository', () => {
  const stack = synthesizedScope(
    (scope) => new ImageRepository(scope, 'images', { app: 'products-api', keyArn: 'arn:key' }),
  );

  it('scans what arrives, moves no tag and encrypts', () => {
    expect(resources(stack, 'aws_ecr_repository')).toMatchObject([
      {
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: 'KMS', kms_key: 'arn:key' }],
      },
    ]);
  });

  it('forgets untagged images after a day and keeps the newest thirty', () => {
    const { policy } = onlyResource(stack, 'aws_ecr_lifecycle_policy');
    const { rules } = JSON.parse(String(policy)) as { rules: unknown };
    expect(rules).toMatchObject([
      { selection: { tagStatus: 'untagged', countNumber: 1 } },
      { selection: { tagStatus: 'any', countNumber: 30 } },
    ]);
  });
});
