import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardLinkBuilder,
  DashboardLinkType,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
  type DashboardLink,
  type Panel,
  type ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as NumberBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Board, BoardPanel, BoardVariable, Limits } from './board';

/** The data source that the monitoring stack installs. */
const DATASOURCE = { type: 'prometheus', uid: 'prometheus' };

const HEIGHT = 7;
const COLUMNS = 24;
const PER_LINE = 4;

/** Of the dashboards that all of Grafana 8 to 13 read. */
const SCHEMA_VERSION = 39;

const [GREEN, YELLOW, RED] = ['green', 'yellow', 'red'];

function thresholds({
  warning,
  critical,
  isLowBad = false,
}: Limits): ThresholdsConfigBuilder & Builder<ThresholdsConfig> {
  const rising = [
    { value: null, color: GREEN },
    { value: warning, color: YELLOW },
    { value: critical, color: RED },
  ];
  const falling = [
    { value: null, color: RED },
    { value: critical, color: YELLOW },
    { value: warning, color: GREEN },
  ];
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(isLowBad ? falling : rising);
}

/** @param runbookBase what stands before the path of a runbook */
function runbookLink(runbook: string, runbookBase: string): Builder<DashboardLink> {
  return new DashboardLinkBuilder('Runbook')
    .type(DashboardLinkType.Link)
    .url(`${runbookBase}docs/operations/${runbook}.md`)
    .targetBlank(true);
}

function drawn<Drawer extends NumberBuilder | LinesBuilder>(
  drawer: Drawer,
  panel: BoardPanel,
): Drawer {
  drawer.title(panel.title).description(panel.description).unit(panel.unit);
  drawer.datasource(DATASOURCE);
  for (const [index, { expr, legend = '' }] of panel.queries.entries()) {
    const query = new DataqueryBuilder().expr(expr).legendFormat(legend).datasource(DATASOURCE);
    drawer.withTarget(query.refId(String.fromCharCode('A'.charCodeAt(0) + index)));
  }
  if (panel.limits) drawer.thresholds(thresholds(panel.limits));
  return drawer;
}

function panelBuilder(panel: BoardPanel, runbookBase: string): Builder<Panel> {
  const builder =
    panel.kind === 'number'
      ? drawn(new NumberBuilder(), panel)
      : drawn(new LinesBuilder(), panel).min(0);
  const { runbook } = panel;
  if (runbook !== undefined) builder.links([runbookLink(runbook, runbookBase)]);
  return builder;
}

function variableBuilder({ name, label, series, of }: BoardVariable): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATASOURCE)
    .query(`label_values(${series}, ${of})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*');
}

function rowPanel(title: string, y: number): object {
  return { ...new RowBuilder(title).build(), gridPos: { h: 1, w: COLUMNS, x: 0, y } };
}

/** The panels of a row from left to right, below its title. */
function rowPanels({ panels }: Board['rows'][number], y: number, runbookBase: string): object[] {
  const perLine = Math.min(PER_LINE, panels.length);
  const w = Math.floor(COLUMNS / perLine);
  return panels.map((panel, index) => {
    const line = Math.floor(index / perLine);
    const gridPos = { h: HEIGHT, w, x: (index % perLine) * w, y: y + 1 + line * HEIGHT };
    return { ...panelBuilder(panel, runbookBase).build(), gridPos };
  });
}

function allPanels({ rows }: Board, runbookBase: string): readonly object[] {
  let y = 0;
  const panels = rows.flatMap((row) => {
    const drawnRow = [rowPanel(row.title, y), ...rowPanels(row, y, runbookBase)];
    y += 1 + HEIGHT * Math.ceil(row.panels.length / PER_LINE);
    return drawnRow;
  });
  return panels.map((panel, index) => ({ ...panel, id: index + 1 }));
}

/**
 * A dashboard as Grafana reads it. It is put together here and not by the SDK, whose builder of
 * dashboards of this schema is deprecated: the newer schema is for another API than files that a sidecar puts into a folder.
 *
 * @param runbookBase what stands before the paths of runbooks, such as the URL of the repository's files
 */
export function draw(board: Board, runbookBase = ''): object {
  const { uid, title, description, variables } = board;
  return {
    ...{ uid, title, description, tags: ['weather'], schemaVersion: SCHEMA_VERSION },
    ...{ editable: false, refresh: '1m', timezone: 'browser', graphTooltip: 1 },
    time: { from: 'now-24h', to: 'now' },
    templating: { list: variables.map((variable) => variableBuilder(variable).build()) },
    panels: allPanels(board, runbookBase),
  };
}
