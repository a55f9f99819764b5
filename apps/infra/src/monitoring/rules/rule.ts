import type { Duration, TimeScale } from '../time-scale';

/** How urgent an alert is; `none` is for the one that always fires. */
export const SEVERITIES = ['critical', 'warning', 'info', 'none'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The files of docs/operations that tell what to do, without `.md`. */
export type Runbook = 'pipeline' | 'orchestration' | 'api' | 'secrets' | 'nodes' | 'monitoring';

/** A rule that fires. */
export interface AlertRule {
  readonly alert: string;
  /** PromQL; each series it answers is an alert. */
  readonly expr: string;
  /** How long it must hold. */
  readonly for: Duration;
  readonly severity: Severity;
  /** What is wrong, in a line. */
  readonly summary: string;
  /** What that means and where to look; may name labels and the value, in Go's template language. */
  readonly description: string;
  /** Has a heading with the alert's name. */
  readonly runbook: Runbook;
}

/** A rule that keeps the value of an expression under a name. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

/** A group whose times can be scaled. */
export type ScaledGroup = (time: TimeScale) => RuleGroup;

/** Where a rule's runbook is, below the root of the repository. */
export function runbookPath({ alert, runbook }: Pick<AlertRule, 'alert' | 'runbook'>): string {
  return `docs/operations/${runbook}.md#${alert.toLowerCase()}`;
}

/** Whether a rule fires. */
export function isAlert(rule: AlertRule | RecordingRule): rule is AlertRule {
  return 'alert' in rule;
}
