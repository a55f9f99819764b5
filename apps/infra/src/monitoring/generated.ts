import { alertmanagerJson } from './alertmanager/configuration';
import { EXAMPLE_RECEIVERS } from './alertmanager/settings';
import { BOARDS } from './dashboards/all-boards';
import { draw } from './dashboards/draw';
import { rulesJson } from './rules/all-rules';

/** What is generated, by the path of its file below `apps/infra/monitoring-generated`. */
export function generatedFiles(): Readonly<Record<string, object>> {
  const boards = BOARDS.map((board) => [`dashboards/${board.uid}.json`, draw(board)] as const);
  return {
    'rules.json': rulesJson(),
    'alertmanager.json': alertmanagerJson(EXAMPLE_RECEIVERS),
    ...Object.fromEntries(boards),
  };
}
