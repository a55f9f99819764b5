import { API_BOARD } from './api-board';
import { CLUSTER_BOARD } from './cluster-board';
import { DAGSTER_BOARD } from './dagster-board';
import { SLO_BOARD } from './slo-board';

/** All dashboards; Grafana shows them in this folder. */
export const BOARD_FOLDER = 'Custom';

export const BOARDS = [CLUSTER_BOARD, API_BOARD, DAGSTER_BOARD, SLO_BOARD] as const;
