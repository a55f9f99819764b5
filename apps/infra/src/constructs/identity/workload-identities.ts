import { QUARANTINE_PREFIX } from '@weather/s3-store/names';
import { findRole } from '@weather/vault-secrets/catalogue';
import type { Statement } from './policy-document';
import type { ServiceAccountName } from './trust';

/** What the permissions of workloads are confined to. */
export interface WorkloadScope {
  readonly productsArn: string;
  /** Prefix of the products in their bucket. */
  readonly prefix: string;
  /** ARN of the key that opens Vault. */
  readonly sealKeyArn: string;
}

/** A program that asks something of AWS. */
export interface WorkloadIdentity {
  readonly serviceAccount: ServiceAccountName;
  /**
   * Who makes the service account, when it comes with something else that is deployed.
   *
   * @default the platform, with the name of the role on it
   */
  readonly accountComesWith?: string;
  /** What it may do. */
  readonly statements: (scope: WorkloadScope) => readonly Statement[];
}

const WRITE = ['s3:PutObject', 's3:AbortMultipartUpload'];

function accountOf(role: string): ServiceAccountName {
  const account = findRole(role)?.serviceAccount;
  if (account === undefined) throw new RangeError(`the catalogue of secrets has no role ${role}`);
  return account;
}

function list(sid: string, arn: string, prefixes: readonly string[]): Statement {
  const patterns = prefixes.map((prefix) => `${prefix}*`);
  return {
    sid,
    actions: ['s3:ListBucket'],
    resources: [arn],
    conditions: { StringLike: { 's3:prefix': patterns } },
  };
}

/** The programs that ask something of AWS. To add one, add it here: its role and account follow. */
export const WORKLOAD_IDENTITIES = {
  worker: {
    serviceAccount: accountOf('dagster-role'),
    accountComesWith: 'dagster-companions',
    // It reads what another run published, so that no line is published twice.
    statements: ({ productsArn, prefix }) => [
      {
        sid: 'PublishProducts',
        actions: [...WRITE, 's3:GetObject'],
        resources: [`${productsArn}/${prefix}*`],
      },
      { sid: 'SetAside', actions: WRITE, resources: [`${productsArn}/${QUARANTINE_PREFIX}*`] },
      list('FindProducts', productsArn, [prefix]),
    ],
  },
  api: {
    serviceAccount: accountOf('api-role'),
    accountComesWith: 'products-api',
    statements: ({ productsArn, prefix }) => [
      { sid: 'ReadProducts', actions: ['s3:GetObject'], resources: [`${productsArn}/${prefix}*`] },
      list('ListProducts', productsArn, [prefix]),
    ],
  },
  vault: {
    serviceAccount: { namespace: 'vault', name: 'vault' },
    accountComesWith: 'the chart of Vault',
    statements: ({ sealKeyArn }) => [
      {
        sid: 'Unseal',
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'],
        resources: [sealKeyArn],
      },
    ],
  },
} as const satisfies Readonly<Record<string, WorkloadIdentity>>;

/** Name of a program that asks something of AWS. */
export type WorkloadName = keyof typeof WORKLOAD_IDENTITIES;
