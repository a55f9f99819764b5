export {
  ALERTS,
  ruleGroupJson,
  RULE_GROUPS,
  rulesJson,
  type RuleFileOptions,
} from './rules/all-rules';
export { runbookPath, SEVERITIES, type AlertRule, type Severity } from './rules/rule';
export { fasterTime, REAL_TIME, type TimeScale } from './time-scale';
