import type { Runbook } from '../rules/rule';

/** A query of a panel. */
export interface PanelQuery {
  /** PromQL; may use `$__rate_interval`, `$__range` and the variables of the board. */
  readonly expr: string;
  /** In Grafana's template language, such as `{{job_name}}`. */
  readonly legend?: string;
}

/** Up to which value, and from there on, a panel is in which colour. */
export interface Limits {
  readonly warning: number;
  readonly critical: number;
  /** Whether low values are the bad ones. @default false */
  readonly isLowBad?: boolean;
}

/** A panel, whatever draws it. */
export interface BoardPanel {
  readonly title: string;
  /** What it shows, and what is good. */
  readonly description: string;
  /** A number now, or lines over time. @default 'lines' */
  readonly kind?: 'number' | 'lines';
  /** By Grafana's names: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: string;
  readonly queries: readonly PanelQuery[];
  readonly limits?: Limits;
  /** Leads to the runbook that tells what to do. */
  readonly runbook?: Runbook;
}

/** A variable whose values are those of a label. */
export interface BoardVariable {
  readonly name: string;
  readonly label: string;
  /** The series whose label it is. */
  readonly series: string;
  readonly of: string;
}

/** A dashboard, whatever draws it. */
export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly BoardVariable[];
  readonly rows: readonly { readonly title: string; readonly panels: readonly BoardPanel[] }[];
}

/** All panels of a board. */
export function panelsOf({ rows }: Board): readonly BoardPanel[] {
  return rows.flatMap(({ panels }) => panels);
}
