import type { Inventory, PlacedResource, Resource } from '../inventory/inventory';
import type { PolicyRule } from './rule';

type Demand = (values: Resource, inventory: Inventory) => string | undefined;

/** A rule about every resource of a type. */
function every(type: string, rule: Omit<PolicyRule, 'check'>, fault: Demand): PolicyRule {
  const check = (inventory: Inventory) =>
    inventory.resources
      .filter((resource) => resource.type === type)
      .flatMap(({ place, values }) => {
        const found = fault(values, inventory);
        return found === undefined ? [] : [{ place, fault: found }];
      });
  return { ...rule, check };
}

function has(values: unknown, part: string): boolean {
  return JSON.stringify(values).includes(part);
}

function unless(isKept: boolean, fault: string): string | undefined {
  return isKept ? undefined : fault;
}

/** Other resources of a bucket, by the reference that they have to it. */
function partOfBucket(inventory: Inventory, type: string, bucket: Resource): PlacedResource[] {
  const { metadata } = bucket['//'] as { readonly metadata: { readonly uniqueId: string } };
  return inventory.resources.filter(
    (one) => one.type === type && has(one.values['bucket'], `aws_s3_bucket.${metadata.uniqueId}.`),
  );
}

function bucketRule(type: string, rule: Omit<PolicyRule, 'check'>, part: string): PolicyRule {
  return every('aws_s3_bucket', rule, (values, inventory) => {
    const parts = partOfBucket(inventory, type, values);
    return unless(parts.length === 1 && has(parts[0]?.values, part), `lacks ${type} with ${part}`);
  });
}

const BUCKET_RULES = [
  bucketRule(
    'aws_s3_bucket_public_access_block',
    {
      id: 's3-not-public',
      demand: 'a bucket is closed to the public',
      also: ['CKV2_AWS_6', 'CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56', 'AWS-0086'],
    },
    '"restrict_public_buckets":true',
  ),
  bucketRule(
    'aws_s3_bucket_server_side_encryption_configuration',
    { id: 's3-encrypted', demand: 'a bucket encrypts', also: ['CKV_AWS_19', 'AWS-0088'] },
    '"sse_algorithm":"',
  ),
  bucketRule(
    'aws_s3_bucket_versioning',
    { id: 's3-versioned', demand: 'a bucket keeps versions', also: ['CKV_AWS_21', 'AWS-0090'] },
    '"status":"Enabled"',
  ),
  bucketRule(
    'aws_s3_bucket_policy',
    { id: 's3-tls-only', demand: 'a bucket refuses plain HTTP', also: ['CKV_AWS_379'] },
    'aws:SecureTransport',
  ),
  bucketRule(
    'aws_s3_bucket_lifecycle_configuration',
    {
      id: 's3-lifecycle',
      demand: 'what is in a bucket expires',
      also: ['CKV2_AWS_61', 'CKV_AWS_300'],
    },
    '"abort_incomplete_multipart_upload"',
  ),
];

const eksPublic = every(
  'aws_eks_cluster',
  {
    id: 'eks-not-public',
    demand: 'the API server is not open to the Internet',
    also: ['CKV_AWS_38', 'CKV_AWS_39', 'AWS-0040', 'AWS-0041'],
  },
  ({ vpc_config: config }) => {
    const isOpen = has(config, '"endpoint_public_access":true') && has(config, '0.0.0.0/0');
    return unless(!isOpen, 'is open to 0.0.0.0/0');
  },
);

const eksSecrets = every(
  'aws_eks_cluster',
  {
    id: 'eks-secrets-encrypted',
    demand: 'secrets of Kubernetes are encrypted with a key of our own',
    also: ['CKV_AWS_58', 'AWS-0039'],
  },
  ({ encryption_config: config }) => unless(has(config ?? '', 'secrets'), 'encrypts no secrets'),
);

const logs = every(
  'aws_cloudwatch_log_group',
  {
    id: 'logs-kept-and-encrypted',
    demand: 'logs are encrypted and do not stay for ever',
    also: ['CKV_AWS_66', 'CKV_AWS_158', 'AWS-0017'],
  },
  (values) =>
    unless('kms_key_id' in values && 'retention_in_days' in values, 'lacks a key or a retention'),
);

const imds = every(
  'aws_launch_template',
  {
    id: 'imdsv2-one-hop',
    demand: 'pods cannot reach the credentials of their node',
    also: ['CKV_AWS_79', 'CKV_AWS_341', 'AWS-0130'],
  },
  ({ metadata_options: options }) =>
    unless(
      has(options ?? '', '"http_tokens":"required"') &&
        has(options ?? '', '"http_put_response_hop_limit":1'),
      'lets pods ask the metadata service',
    ),
);

const images = every(
  'aws_ecr_repository',
  {
    id: 'ecr-immutable-and-scanned',
    demand: 'a tag of an image never moves, and each image is scanned',
    also: ['CKV_AWS_51', 'CKV_AWS_163', 'CKV_AWS_136', 'AWS-0030', 'AWS-0031'],
  },
  (values) =>
    unless(
      has(values, '"IMMUTABLE"') && has(values, '"scan_on_push":true') && has(values, '"KMS"'),
      'lets tags move, does not scan or does not encrypt',
    ),
);

const ingress = every(
  'aws_vpc_security_group_ingress_rule',
  {
    id: 'no-open-ingress',
    demand: 'nothing is reached from the whole Internet',
    also: ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260', 'AWS-0107'],
  },
  (values) => unless(!has(values, '"0.0.0.0/0"') && !has(values, '"::/0"'), 'lets everybody in'),
);

const keys = every(
  'aws_kms_key',
  { id: 'kms-rotated', demand: 'keys change every year', also: ['CKV_AWS_7', 'AWS-0065'] },
  (values) => unless(values['enable_key_rotation'] === true, 'is never changed'),
);

const queues = every(
  'aws_sqs_queue',
  { id: 'sqs-encrypted', demand: 'a queue encrypts', also: ['CKV_AWS_27', 'AWS-0096'] },
  (values) => unless(values['sqs_managed_sse_enabled'] === true, 'does not encrypt'),
);

const subnets = every(
  'aws_subnet',
  { id: 'no-public-addresses', demand: 'no machine gets a public address', also: ['CKV_AWS_130'] },
  (values) => unless(values['map_public_ip_on_launch'] === false, 'gives public addresses'),
);

/** What must hold of resources in AWS. */
export const AWS_RULES: readonly PolicyRule[] = [
  ...BUCKET_RULES,
  ...[eksPublic, eksSecrets, logs, imds, images, ingress, keys, queues, subnets],
];
