/** A rule of a public scanner that we do not follow somewhere, and why. */
export interface ScannerWaiver {
  /** Id of the rule, or what the scanner says. */
  readonly rule: string;
  /** What the place must hold. */
  readonly place: RegExp;
  readonly reason: string;
}

const NO_CPU_LIMIT =
  'a limit of processor time slows programs down on idle nodes; requests keep the shares fair';

/** Where we do not follow checkov. */
export const CHECKOV_WAIVERS: readonly ScannerWaiver[] = [
  {
    rule: 'CKV2_AWS_3',
    place: /guardduty/,
    reason: 'the platform owns one account, not an organization',
  },
  {
    rule: 'CKV2_AWS_62',
    place: /bucket/,
    reason: 'nothing listens: the API lists, the worker knows its own keys',
  },
  {
    rule: 'CKV_AWS_144',
    place: /bucket/,
    reason: 'products live for a week and can be collected again; replication is not built',
  },
  {
    rule: 'CKV_AWS_145',
    place: /products/,
    reason: 'weather is public; a key of our own would cost a call for each of many readers',
  },
  {
    rule: 'CKV_AWS_18',
    place: /bucket/,
    reason: 'CloudTrail tells who changed what; readings are counted by the API',
  },
  {
    rule: 'CKV_AWS_338',
    place: /flow-logs/,
    reason: 'three months of flow logs are enough, and a year of them is dear',
  },
  { rule: 'CKV_K8S_11', place: /./, reason: NO_CPU_LIMIT },
  {
    rule: 'CKV_K8S_43',
    place: /./,
    reason: 'tags of our images cannot move, and the digest is known only after the push',
  },
];

/** Where we do not follow kube-score. */
export const KUBE_SCORE_WAIVERS: readonly ScannerWaiver[] = [
  { rule: 'CPU limit is not set', place: /./, reason: NO_CPU_LIMIT },
  {
    rule: "The NetworkPolicys selector doesn't match any pods",
    place: /^(dagster-(daemon|runs|user-code|webserver)|default-deny|karpenter|monitoring|vault)\//,
    reason: 'the pods come with charts of others, or later',
  },
  {
    rule: 'Deployment update strategy',
    place: /^dagster-exporter\//,
    reason: 'two exporters at a time would tell every run twice',
  },
  {
    rule: 'Deployment few replicas',
    place: /^dagster-exporter\//,
    reason: 'two exporters would tell every run twice',
  },
];

/** What a scanner found. */
export interface ScannerFinding {
  readonly rule: string;
  readonly place: string;
}

function covers({ rule, place }: ScannerWaiver, finding: ScannerFinding): boolean {
  return finding.rule.includes(rule) && place.test(finding.place);
}

/** What is not waived, and the waivers that nothing needs. */
export function unwaived(
  findings: readonly ScannerFinding[],
  waivers: readonly ScannerWaiver[],
): { readonly found: readonly ScannerFinding[]; readonly unused: readonly string[] } {
  return {
    found: findings.filter((finding) => !waivers.some((waiver) => covers(waiver, finding))),
    unused: waivers
      .filter((waiver) => !findings.some((finding) => covers(waiver, finding)))
      .map(({ rule }) => rule),
  };
}
