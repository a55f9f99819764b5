import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../constructs/encryption/encryption-key';
import { BackupBucket } from '../constructs/storage/backup-bucket';
import { ImageRepository } from '../constructs/storage/image-repository';
import { ProductsBucket } from '../constructs/storage/products-bucket';
import type { Environment } from '../environments/environment';
import { EnvironmentStack } from './environment-stack';

/** The apps that have images, by the names their images have. */
export const IMAGE_APPS = ['products-api', 'weather-worker', 'dagster-exporter'] as const;

/** Name of an app that has an image. */
export type ImageApp = (typeof IMAGE_APPS)[number];

/** What outlives programs: products, backups, images. */
export class StorageStack extends EnvironmentStack {
  readonly products: ProductsBucket;
  readonly backups: BackupBucket;
  readonly keyArn: string;
  readonly imageUrls: Readonly<Record<ImageApp, string>>;

  constructor(scope: Construct, environment: Environment) {
    super(scope, 'storage', environment);
    const { storage, clusterName } = environment;
    const { productsBucket, backupBucket, prefix, retentionDays, tiers, forceDestroy } = storage;
    const { accountId } = new DataAwsCallerIdentity(this, 'caller');
    this.keyArn = new EncryptionKey(this, 'key', {
      alias: `${clusterName}-storage`,
      purpose: `Backups and images of ${clusterName}`,
      place: { partition: this.partition, accountId },
    }).arn;
    this.products = new ProductsBucket(this, 'products', {
      bucketName: productsBucket,
      ...{ prefix, retentionDays, tiers, forceDestroy },
    });
    this.backups = new BackupBucket(this, 'backups', {
      bucketName: backupBucket,
      keyArn: this.keyArn,
      forceDestroy,
    });
    this.imageUrls = this.repositories(forceDestroy);
    new TerraformOutput(this, 'products-bucket', { value: this.products.bucketName });
  }

  private repositories(forceDelete: boolean): Readonly<Record<ImageApp, string>> {
    const url = (app: ImageApp): string => {
      const repository = new ImageRepository(this, app, { app, keyArn: this.keyArn, forceDelete });
      new TerraformOutput(this, `image-${app}`, { value: repository.url });
      return repository.url;
    };
    return {
      'products-api': url('products-api'),
      'weather-worker': url('weather-worker'),
      'dagster-exporter': url('dagster-exporter'),
    };
  }
}
