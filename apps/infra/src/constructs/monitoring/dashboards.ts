import type { ConfigMap } from 'kubernetes-types/core/v1';
import { object, type KubernetesObject } from '../../kubernetes/objects';
import { BOARD_FOLDER, BOARDS, draw } from '../../monitoring';

/** Our dashboards, as Grafana finds them: each in an object with the label that it looks for. */
export function dashboards(): readonly KubernetesObject[] {
  return BOARDS.map((board) =>
    object<ConfigMap>(
      { apiVersion: 'v1', kind: 'ConfigMap' },
      {
        name: `dashboard-${board.uid}`,
        namespace: 'monitoring',
        labels: { grafana_dashboard: '1' },
        annotations: { grafana_folder: BOARD_FOLDER },
      },
      { data: { [`${board.uid}.json`]: JSON.stringify(draw(board)) } },
    ),
  );
}
