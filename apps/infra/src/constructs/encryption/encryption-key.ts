import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { policyJson, type Statement } from '../identity/policy-document';

/** How a key of our own is made. */
export interface EncryptionKeyProps {
  /** Name below `alias/`. */
  readonly alias: string;
  /** What it encrypts. */
  readonly purpose: string;
  /** Where it lives. */
  readonly place: { readonly partition: string; readonly accountId: string };
  /**
   * Region whose log groups are encrypted with it.
   *
   * @default none
   */
  readonly logsOf?: string;
}

const USES = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

/** Policies of keys name the key itself: a star there means this key and no other. */
const THIS_KEY = ['*'];

function statementsOf({ place, logsOf }: EncryptionKeyProps): readonly Statement[] {
  const { partition, accountId } = place;
  const account: Statement = {
    sid: 'AccountDecides',
    principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    actions: ['kms:*'],
    resources: THIS_KEY,
  };
  if (logsOf === undefined) return [account];
  const groups = `arn:${partition}:logs:${logsOf}:${accountId}:log-group:*`;
  const logs: Statement = {
    sid: 'LogGroupsUse',
    principal: { Service: `logs.${logsOf}.amazonaws.com` },
    actions: [...USES, 'kms:DescribeKey'],
    resources: THIS_KEY,
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
  };
  return [account, logs];
}

/** A key of our own, which AWS changes every year. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, 'key', {
      description: props.purpose,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyJson(statementsOf(props)),
    });
    new KmsAlias(this, 'alias', { name: `alias/${props.alias}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
