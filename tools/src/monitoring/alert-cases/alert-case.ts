/** What Prometheus holds: the values of each series, in promtool's notation, one a minute. */
export type Series = Readonly<Record<string, string>>;

/** What Prometheus holds, and when that is looked at. */
export interface Situation {
  /** Told when a test fails. */
  readonly when: string;
  readonly series: Series;
  /** Such as `10m`. */
  readonly at: string;
}

/** What an alert does. */
export interface AlertCase {
  readonly alert: string;
  /** Where it fires, and the labels it has then besides its name and severity. */
  readonly fires: readonly (Situation & { readonly labels: Readonly<Record<string, string>> })[];
  readonly silent: readonly Situation[];
  /** What it does where none of its metrics is there. */
  readonly absent: 'silent' | 'fires';
}
