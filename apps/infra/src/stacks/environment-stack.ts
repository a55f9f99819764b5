import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/environment';

/** Services that are asked of an emulator where there is one. */
const EMULATED = [
  ...['backup', 'ec2', 'ecr', 'eks', 'events', 'guardduty', 'iam', 'kms', 'logs', 'rds', 's3'],
  ...['s3Control', 'sqs', 'sts'],
];

/**
 * The name an emulator goes by. Some services put the account before the host, which no address
 * takes, so the emulator is reached as the proxy of a name that need not exist.
 */
const EMULATOR = 'http://emulator';

/** What the provider needs to know where an emulator stands in for AWS. */
const EMULATED_AWS = {
  endpoints: [Object.fromEntries(EMULATED.map((service) => [service, EMULATOR]))],
  s3UsePathStyle: true,
  skipCredentialsValidation: true,
  skipMetadataApiCheck: 'true',
};

/** A part of the platform with a lifecycle of its own, in one environment. */
export class EnvironmentStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    readonly environment: Environment,
  ) {
    super(scope, id);
    const { name, region, accountId, awsEndpoint, clusterName } = environment;
    this.keepState(id);
    new AwsProvider(this, 'aws', {
      region,
      ...(accountId === undefined ? {} : { allowedAccountIds: [accountId] }),
      ...(awsEndpoint === undefined ? {} : EMULATED_AWS),
      defaultTags: [{ tags: { platform: clusterName, environment: name, stack: id } }],
    });
  }

  /** The partition of AWS that the region belongs to. */
  get partition(): string {
    const { region } = this.environment;
    if (region.startsWith('cn-')) return 'aws-cn';
    return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  }

  private keepState(id: string): void {
    const { state, name, region } = this.environment;
    if (state.kind === 'local') {
      new LocalBackend(this, { path: `../../../../state/${name}/${id}.tfstate` });
      return;
    }
    const key = `${name}/${id}.tfstate`;
    new S3Backend(this, { bucket: state.bucket, key, region, encrypt: true });
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}
