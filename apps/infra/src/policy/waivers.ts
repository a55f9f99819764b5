import type { Waiver } from './rule';

/** Where a rule of ours need not hold, and why. One that is not needed any more is a fault. */
export const WAIVERS: readonly Waiver[] = [
  {
    rule: 'iam-wildcard-action',
    place: '*/key',
    reason: 'policies of keys leave it to policies of roles, as AWS writes them by default',
  },
  {
    rule: 'iam-wildcard-resource',
    place: '*/key',
    reason: 'in the policy of a key a star is that key and no other',
  },
  {
    rule: 'iam-wildcard-resource',
    place: 'identity/karpenter/discovery',
    reason: 'describing instances, types and prices has no resource; confined to the region',
  },
  {
    rule: 'iam-wildcard-resource',
    place: 'identity/karpenter/zonal-shift',
    reason: 'confined to the cluster by a condition, as upstream writes it',
  },
];
