import { alertmanagerJson } from './alertmanager/configuration';
import { EXAMPLE_RECEIVERS } from './alertmanager/settings';
import { BOARDS } from './dashboards/all-boards';
import { draw } from './dashboards/draw';
import { ALERTS, rulesJson } from './rules/all-rules';
import type { AlertRule } from './rules/rule';

/** What is generated, by the path of its file below `apps/infra/monitoring-generated`. */
export function generatedFiles(): Readonly<Record<string, object>> {
  const boards = BOARDS.map((board) => [`dashboards/${board.uid}.json`, draw(board)] as const);
  return {
    'rules.json': rulesJson(),
    'alertmanager.json': alertmanagerJson(EXAMPLE_RECEIVERS),
    ...Object.fromEntries(boards),
  };
}

function row({ alert, severity, summary, runbook, ...rule }: AlertRule): string {
  const lasting = rule.for === '0s' ? 'at once' : rule.for;
  // What stands in braces is filled in when it fires.
  const told = summary.replaceAll(/\{\{ ([^}]*) \}\}/g, (_, value: string) => `‹${value}›`);
  const link = `[${alert}](${runbook}.md#${alert.toLowerCase()})`;
  return `| ${link} | ${severity} | ${lasting} | ${told.replaceAll(' | ', ' as ')} |`;
}

/** The page that lists all alerts, as Markdown. */
export function alertsPage(): string {
  return [
    '# All alerts',
    '',
    'Written by `npx nx run infra:monitoring-generate`. Who is told of them, and what follows from what:',
    '[monitoring.md](monitoring.md).',
    '',
    '| alert | severity | after | tells |',
    '| --- | --- | --- | --- |',
    ...ALERTS.map(row),
    '',
  ].join('\n');
}
