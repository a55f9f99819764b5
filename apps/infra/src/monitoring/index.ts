export { alertmanagerJson } from './alertmanager/configuration';
export { INHIBITIONS, type Inhibition } from './alertmanager/inhibition';
export { RECEIVERS } from './alertmanager/receivers';
export { CREDENTIALS, EXAMPLE_RECEIVERS, type AlertReceivers } from './alertmanager/settings';
export {
  ALERTS,
  ruleGroupJson,
  RULE_GROUPS,
  rulesJson,
  type RuleFileOptions,
} from './rules/all-rules';
export { runbookPath, SEVERITIES, type AlertRule, type Severity } from './rules/rule';
export { fasterTime, REAL_TIME, type TimeScale } from './time-scale';
export { BOARD_FOLDER, BOARDS } from './dashboards/all-boards';
export { panelsOf, type Board, type BoardPanel } from './dashboards/board';
export { draw } from './dashboards/draw';
export { onlyAlerts } from './rules/only';
export { apiRules } from './rules/api-rules';
export { orchestrationRules } from './rules/orchestration-rules';
export { pipelineRules } from './rules/pipeline-rules';
export { monitoringRules, secretsRules } from './rules/platform-rules';
