import { REAL_TIME, type TimeScale } from '../time-scale';
import { apiRules } from './api-rules';
import { orchestrationRules } from './orchestration-rules';
import { pipelineRules } from './pipeline-rules';
import { monitoringRules, nodesRules, secretsRules } from './platform-rules';
import { isAlert, runbookPath, type AlertRule, type RuleGroup, type ScaledGroup } from './rule';

/** All groups of rules. */
export const RULE_GROUPS: readonly ScaledGroup[] = [
  ...[pipelineRules, orchestrationRules, apiRules, secretsRules, nodesRules, monitoringRules],
];

/** All rules that fire, as they are. */
export const ALERTS: readonly AlertRule[] = RULE_GROUPS.flatMap((group) =>
  group(REAL_TIME).rules.filter(isAlert),
);

/** How rules are written. */
export interface RuleFileOptions {
  /** @default REAL_TIME */
  readonly time?: TimeScale;
  /**
   * What stands before the paths of runbooks, such as the URL of the repository's files; ends in `/`.
   *
   * @default '' (paths in the repository)
   */
  readonly runbookBase?: string;
  /** How often the rules are evaluated, such as `30s`; the server's interval when it is not given. */
  readonly interval?: string;
}

function ruleJson(rule: RuleGroup['rules'][number], options: Required<RuleFileOptions>): object {
  if (!isAlert(rule)) return { record: rule.record, expr: rule.expr };
  const { alert, expr, severity, summary, description } = rule;
  const runbook = `${options.runbookBase}${runbookPath(rule)}`;
  const holds = rule.for === '0s' ? {} : { for: options.time.range(rule.for) };
  return {
    ...{ alert, expr, ...holds, labels: { severity } },
    annotations: { summary, description, runbook_url: runbook },
  };
}

/** A group of rules as Prometheus reads it. */
export function ruleGroupJson(group: ScaledGroup, options: RuleFileOptions = {}): object {
  const { time = REAL_TIME, runbookBase = '', interval = '' } = options;
  const { name, rules } = group(time);
  const every = interval === '' ? {} : { interval };
  const json = rules.map((rule) => ruleJson(rule, { time, runbookBase, interval }));
  return { name, ...every, rules: json };
}

/** All rules as a file that Prometheus reads; also the `spec` of a `PrometheusRule`. */
export function rulesJson(options: RuleFileOptions = {}): { readonly groups: readonly object[] } {
  return { groups: RULE_GROUPS.map((group) => ruleGroupJson(group, options)) };
}
