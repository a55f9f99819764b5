import type { Inventory } from '../inventory/inventory';
import { AWS_RULES } from './aws-rules';
import { IAM_RULES } from './iam-rules';
import { KUBERNETES_RULES } from './kubernetes-rules';
import type { Finding, PolicyRule, Waiver } from './rule';
import { SECRET_RULES } from './secret-rules';
import { WAIVERS } from './waivers';

/** All rules. */
export const RULES: readonly PolicyRule[] = [
  ...IAM_RULES,
  ...AWS_RULES,
  ...KUBERNETES_RULES,
  ...SECRET_RULES,
];

/** What a rule found. */
export interface RuleFinding extends Finding {
  readonly rule: string;
}

/** How an environment stands to the rules. */
export interface PolicyReport {
  /** What breaks a rule without a waiver. */
  readonly broken: readonly RuleFinding[];
  /** What breaks a rule with one. */
  readonly waived: readonly RuleFinding[];
  /** Waivers that nothing needs. */
  readonly unused: readonly Waiver[];
}

function covers({ rule, place }: Waiver, finding: RuleFinding): boolean {
  if (rule !== finding.rule) return false;
  return place.startsWith('*') ? finding.place.endsWith(place.slice(1)) : place === finding.place;
}

/** Holds all rules against an environment. */
export function checkPolicy(
  inventory: Inventory,
  waivers: readonly Waiver[] = WAIVERS,
): PolicyReport {
  const findings = RULES.flatMap(({ id, check }) =>
    check(inventory).map((finding) => ({ ...finding, rule: id })),
  );
  const isWaived = (finding: RuleFinding): boolean =>
    waivers.some((waiver) => covers(waiver, finding));
  return {
    broken: findings.filter((finding) => !isWaived(finding)),
    waived: findings.filter(isWaived),
    unused: waivers.filter((waiver) => !findings.some((finding) => covers(waiver, finding))),
  };
}
