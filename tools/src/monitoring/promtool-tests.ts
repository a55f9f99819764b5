import type { Severity } from '@weather/infra/monitoring';
import type { AlertCase, Series } from './alert-cases/alert-case';

/** An alert of whose case tests are made. */
export interface CasedAlert extends AlertCase {
  readonly severity: Severity;
}

interface Expectation {
  readonly name: string;
  readonly series: Series;
  readonly at: string;
  /** Of each alert that is expected. */
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/** Long enough for every alert on something that is absent. */
const ABSENT_AT = '60m';

function expectationsOf({ fires, silent }: AlertCase): readonly Expectation[] {
  return [
    ...fires.map(({ when, series, at, labels }) => ({
      ...{ name: `fires: ${when}`, series, at, labels: [labels] },
    })),
    ...silent.map(({ when, series, at }) => ({
      ...{ name: `is silent: ${when}`, series, at, labels: [] },
    })),
  ];
}

function expectedJson(alert: CasedAlert, labels: Expectation['labels'], at: string): object {
  const { severity } = alert;
  const expected = labels.map((one) => ({ exp_labels: { ...one, severity } }));
  return { eval_time: at, alertname: alert.alert, exp_alerts: expected };
}

function testJson({ name, series, at, labels }: Expectation, alert: CasedAlert): object {
  return {
    name: `${alert.alert} ${name}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [expectedJson(alert, labels, at)],
  };
}

/**
 * What `promtool test rules` reads: each situation of each alert, and one in which nothing is known.
 *
 * @param ruleFile path of the rules, without annotations: promtool compares those word for word
 */
export function promtoolTests(ruleFile: string, alerts: readonly CasedAlert[]): object {
  const situations = alerts.flatMap((alert) =>
    expectationsOf(alert).map((expectation) => testJson(expectation, alert)),
  );
  const absence = alerts.map((alert) =>
    expectedJson(alert, alert.absent === 'fires' ? [{}] : [], ABSENT_AT),
  );
  const nothing = { name: 'nothing is known', interval: '1m', alert_rule_test: absence };
  return {
    rule_files: [ruleFile],
    evaluation_interval: '1m',
    tests: [...situations, { ...nothing, input_series: [] }],
  };
}
