import { DEFAULT_PREFIX } from '@weather/s3-store/names';
import { DEFAULT_CLUSTER } from '@weather/vault-secrets/catalogue';
import { z } from 'zod';
import { compatibilityFault } from '../versions/compatibility';
import { VERSIONS } from '../versions/versions';
import { ipv4Block } from '../constructs/network/ipv4-block';

const clusterName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,39}$/, 'expected 1 to 40 letters, digits and hyphens')
  .describe('Name of the cluster; resources and paths in Vault are named after it.');

const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    'expected 3 to 63 lower-case letters, digits, hyphens',
  );

const cidr = z.string().superRefine((text, context) => {
  const fault = ipv4Block(text, { shortest: 16, longest: 20 }).fault;
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});

const publicCidr = z
  .string()
  .regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'expected a range such as 203.0.113.0/24')
  .refine((text) => text !== '0.0.0.0/0', 'must not be the whole Internet');

const days = (what: string) => z.number().int().min(1, `expected days of ${what}, at least 1`);

const networkSchema = z.strictObject({
  cidr: cidr.describe('Addresses of the VPC; /16 to /20.'),
  zones: z
    .array(z.string().regex(/^[a-f]$/, 'expected the letter of a zone, a to f'))
    .min(2, 'expected 2 or 3 zones: EKS wants two')
    .max(3, 'expected 2 or 3 zones'),
  nat: z.enum(['single', 'per-zone']).describe('How private subnets reach the Internet.'),
  interfaceEndpoints: z.boolean().describe('Whether AWS is reached without NAT.'),
  flowLogDays: days('flow logs'),
});

const clusterSchema = z.strictObject({
  kubernetesVersion: z.string(),
  publicAccessCidrs: z.array(publicCidr).describe('Who reaches the API from outside; [] nobody.'),
  adminRoleArns: z
    .array(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\//, 'expected the ARN of a role'))
    .describe('Roles that administer the cluster.'),
  viewerRoleArns: z.array(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\//)),
  logDays: days('control plane logs'),
  deletionProtection: z.boolean(),
  nodes: z.strictObject({
    instanceTypes: z.array(z.string()).min(1),
    size: z.number().int().min(2, 'Karpenter runs two replicas on different nodes'),
    diskGib: z.number().int().min(20),
  }),
});

const storageSchema = z.strictObject({
  productsBucket: bucketName,
  backupBucket: bucketName,
  prefix: z.string().regex(/\/$/, 'must end with /'),
  retentionDays: days('products'),
  tiers: z
    .strictObject({ infrequentAfterDays: z.number().int().min(30), glacierAfterDays: z.number() })
    .optional()
    .describe('Cheaper storage classes for old products; none when they live for days.'),
  forceDestroy: z.boolean().describe('Whether buckets go with what is in them.'),
});

const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local') }),
  z.strictObject({ kind: z.literal('s3'), bucket: bucketName }),
]);

const kubernetesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('eks') }),
  z.strictObject({ kind: z.literal('kubeconfig'), context: z.string().min(1) }),
]);

const workloadsSchema = z.strictObject({
  apiReplicas: z.strictObject({ min: z.number().int().min(1), max: z.number().int().min(1) }),
  vaultReplicas: z.union([z.literal(1), z.literal(3), z.literal(5)], 'expected 1, 3 or 5'),
  vaultSeal: z.enum(['shamir', 'kms']),
  prometheusDays: days('metrics'),
});

const alertsSchema = z.strictObject({
  slackChannel: z.string().startsWith('#', 'expected a channel such as #alerts').optional(),
  pagerduty: z.boolean().describe('Whether somebody is woken up by critical alerts.'),
  deadMansSwitch: z.boolean().describe('Whether silence of the whole monitoring is noticed.'),
});

/** What differs between one environment and another. */
export const environmentSchema = z
  .strictObject({
    name: z.enum(['local', 'dev', 'prod']),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region such as eu-central-1'),
    accountId: z
      .string()
      .regex(/^\d{12}$/, 'expected the 12 digits of an account')
      .optional()
      .describe('The only account this may be deployed to; asked for at deploy when not set.'),
    awsEndpoint: z.url().optional().describe('Where an emulator of AWS listens, instead of AWS.'),
    clusterName: clusterName.default(DEFAULT_CLUSTER),
    identityMode: z.enum(['irsa', 'pod-identity']),
    kubernetes: kubernetesSchema,
    network: networkSchema,
    cluster: clusterSchema,
    storage: storageSchema,
    state: stateSchema,
    workloads: workloadsSchema,
    alerts: alertsSchema.describe('Who is told; credentials are put into the cluster by hand.'),
    guardDuty: z.boolean(),
  })
  .superRefine(({ cluster, workloads, storage }, context) => {
    const fault = (path: string[], message: string | undefined): void => {
      if (message !== undefined) context.addIssue({ code: 'custom', path, message });
    };
    const { kubernetesVersion } = cluster;
    const versions = compatibilityFault(kubernetesVersion, VERSIONS.karpenter.version);
    fault(['cluster', 'kubernetesVersion'], versions);
    const { min, max } = workloads.apiReplicas;
    if (min > max) fault(['workloads', 'apiReplicas'], `min ${min} is above max ${max}`);
    const isSame = storage.productsBucket === storage.backupBucket;
    if (isSame) fault(['storage', 'backupBucket'], 'must not be the bucket of the products');
  });

/** What differs between one environment and another. */
export type Environment = z.output<typeof environmentSchema>;

/** An environment as it is written down, before defaults. */
export type EnvironmentValues = z.input<typeof environmentSchema>;

/** The prefix of products where an environment names none. */
export const PRODUCTS_PREFIX = DEFAULT_PREFIX;
