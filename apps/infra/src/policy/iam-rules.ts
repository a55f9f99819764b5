import type { Inventory, PlacedResource } from '../inventory/inventory';
import { ofKind } from '../inventory/workloads';
import type { Finding, PolicyRule } from './rule';

/** The most characters of a managed policy. */
const LONGEST_POLICY = 6144;

/** How long an expression of Terraform is taken to become: an ARN with long names in it. */
const LONG_ARN = 'x'.repeat(150);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
}

interface PlacedStatement extends Statement {
  readonly place: string;
}

function list(value: string | readonly string[] = []): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function policyTexts({ resources }: Inventory): readonly { place: string; text: string }[] {
  return resources.flatMap(({ place, values }) => {
    const text = values['policy'];
    return typeof text === 'string' && text.includes('"Statement"') ? [{ place, text }] : [];
  });
}

function statements(inventory: Inventory): readonly PlacedStatement[] {
  return policyTexts(inventory).flatMap(({ place, text }) => {
    const { Statement: all } = JSON.parse(text) as { readonly Statement: readonly Statement[] };
    return all.map((statement) => ({ ...statement, place }));
  });
}

function allowing(inventory: Inventory): readonly PlacedStatement[] {
  return statements(inventory).filter(({ Effect }) => Effect === 'Allow');
}

function faults<Item extends { readonly place: string }>(
  items: readonly Item[],
  faultOf: (item: Item) => string | undefined,
): readonly Finding[] {
  return items.flatMap((item) => {
    const fault = faultOf(item);
    return fault === undefined ? [] : [{ place: item.place, fault }];
  });
}

const wildcardActions: PolicyRule = {
  id: 'iam-wildcard-action',
  demand: 'a policy names the actions it allows',
  also: ['CKV_AWS_62', 'CKV_AWS_63', 'CKV_AWS_286', 'AWS-0342', 'AWS-0345'],
  check: (inventory) =>
    faults(allowing(inventory), ({ Action }) => {
      const wild = list(Action).filter((action) => action === '*' || action.endsWith(':*'));
      return wild.length > 0 ? `allows ${wild.join(', ')}` : undefined;
    }),
};

const wildcardResources: PolicyRule = {
  id: 'iam-wildcard-resource',
  demand: 'a policy names what its actions are allowed on',
  also: ['CKV_AWS_355', 'CKV_AWS_356'],
  check: (inventory) =>
    faults(allowing(inventory), ({ Resource, Action }) =>
      list(Resource).includes('*') ? `allows ${list(Action).join(', ')} on everything` : undefined,
    ),
};

const policyLength: PolicyRule = {
  id: 'iam-policy-length',
  demand: `a managed policy has at most ${LONGEST_POLICY} characters`,
  also: [],
  check: (inventory) => {
    const managed = inventory.resources.filter(({ type }) => type === 'aws_iam_policy');
    return faults(managed, ({ values }) => {
      const length = String(values['policy']).replaceAll(/\$\{[^}]+\}/g, LONG_ARN).length;
      return length > LONGEST_POLICY ? `has up to ${length} characters` : undefined;
    });
  },
};

function trustedAccounts({ values }: PlacedResource): readonly string[] {
  const trust = String(values['assume_role_policy']);
  const irsa = Array.from(trust.matchAll(/system:serviceaccount:([\w-]+):([\w-]+)/g));
  return irsa.map(([, namespace = '', name = '']) => `${namespace}/${name}`);
}

/** Accounts that others make: charts that were told their names, and add-ons of EKS. */
const MADE_BY_OTHERS = [
  ...['vault/vault', 'karpenter/karpenter'],
  ...['kube-system/aws-node', 'kube-system/ebs-csi-controller-sa'],
];

const trustedAccountExists: PolicyRule = {
  id: 'iam-trust-names-account',
  demand: 'a role trusts only service accounts that somebody makes',
  also: ['non-existent-service-account'],
  check: ({ resources, objects }) => {
    const made = ofKind(objects, 'ServiceAccount').map(
      ({ metadata }) => `${metadata.namespace ?? 'default'}/${metadata.name}`,
    );
    const known = [...made, ...MADE_BY_OTHERS];
    return resources
      .filter(({ type }) => type === 'aws_iam_role')
      .flatMap((role) =>
        trustedAccounts(role)
          .filter((account) => !known.includes(account))
          .map((account) => ({
            place: role.place,
            fault: `trusts ${account}, which nobody makes`,
          })),
      );
  },
};

/** What must hold of permissions in AWS. */
export const IAM_RULES = [wildcardActions, wildcardResources, policyLength, trustedAccountExists];
