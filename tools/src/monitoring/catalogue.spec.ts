import { BOARDS, panelsOf, REAL_TIME, RULE_GROUPS } from '@weather/infra/monitoring';
import { CLUSTER_PANELS } from './cluster-panels';
import { CLUSTER_EXPORTERS, knownMetrics, type KnownMetric } from './known-metrics';
import { groupingLabelsOf, selectorsOf } from './promql';

/** Labels that Prometheus sets on everything it scrapes. */
const TARGET_LABELS = ['job', 'instance', 'namespace', 'pod'];

const RULES = RULE_GROUPS.flatMap((group) => group(REAL_TIME).rules);
const RECORDED = RULES.flatMap((rule) => ('record' in rule ? [rule.record] : []));

const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ...RULES.map((rule) => ['record' in rule ? rule.record : rule.alert, rule.expr] as const),
  ...BOARDS.flatMap((board) =>
    panelsOf(board).flatMap(({ title, queries }) =>
      queries.map(({ expr }) => [`${board.title}: ${title}`, expr] as const),
    ),
  ),
  ...BOARDS.flatMap(({ title, variables }) =>
    variables.map(
      ({ name, series, of }) => [`${title}: $${name}`, `${series}{${of}!=""}`] as const,
    ),
  ),
];

describe('the metrics of alerts and dashboards', () => {
  let known: readonly KnownMetric[] = [];

  beforeAll(async () => {
    known = await knownMetrics();
  });

  function labelsOf(metric: string): readonly string[] | undefined {
    if (RECORDED.includes(metric)) return [];
    const found = known.filter(({ name }) => name === metric);
    return found.length === 0 ? undefined : found.flatMap(({ labels }) => labels);
  }

  it.each(EXPRESSIONS)('are exported, with the labels they are chosen by: %s', (_, expression) => {
    const selectors = selectorsOf(expression);
    const unknown = selectors.filter(({ metric }) => labelsOf(metric) === undefined);
    const labels = selectors.flatMap((selector) => {
      const there = [...TARGET_LABELS, ...(labelsOf(selector.metric) ?? [])];
      return selector.labels.filter((label) => !there.includes(label));
    });
    const all = selectors.flatMap(({ metric }) => labelsOf(metric) ?? []);
    const grouping = groupingLabelsOf(expression);

    expect(unknown).toEqual([]);
    expect(labels).toEqual([]);
    expect(grouping.filter((label) => ![...TARGET_LABELS, ...all].includes(label))).toEqual([]);
  });
});

describe('CLUSTER_PANELS', () => {
  it('names exactly the panels on metrics that only a cluster exports, and who exports them', async () => {
    const known = await knownMetrics();
    const exporterOf = (metric: string) => known.find(({ name }) => name === metric)?.by ?? '';
    const panels = BOARDS.flatMap((board) =>
      panelsOf(board).flatMap(({ title, queries }) => {
        const metrics = queries
          .flatMap(({ expr }) => selectorsOf(expr))
          .map(({ metric }) => metric);
        const by = metrics.map(exporterOf).find((exporter) => CLUSTER_EXPORTERS.has(exporter));
        return by === undefined ? [] : [[`${board.title}: ${title}`, by] as const];
      }),
    );
    expect(CLUSTER_PANELS).toEqual(Object.fromEntries(panels));
  });
});

describe('selectorsOf', () => {
  it('finds the series, and nothing else', () => {
    const expression =
      'sum by (a, b) (rate(x_total{c="y(z)",d!~"e"}[5m] offset 1h)) / on (a) group_left () f > bool 2 unless absent(up == 1)';
    expect(selectorsOf(expression)).toEqual([
      { metric: 'x_total', labels: ['c', 'd'] },
      { metric: 'f', labels: [] },
      { metric: 'up', labels: [] },
    ]);
    expect(groupingLabelsOf(expression)).toEqual(['a', 'b', 'a']);
  });
});
