/** One figure of the benchmark and what it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure should be; `undefined` for figures that only inform. */
  readonly target?: { readonly comparison: '>=' | '<='; readonly value: number };
}

/** Whether a figure is what it should be. */
export function isMet({ value, target }: Figure): boolean {
  if (target === undefined) return true;
  return target.comparison === '>=' ? value >= target.value : value <= target.value;
}

function shortNumber(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(2);
}

function cellsOf(figure: Figure): readonly string[] {
  const { name, value, unit, target } = figure;
  const wanted = target === undefined ? '' : `${target.comparison} ${shortNumber(target.value)}`;
  const verdict = target === undefined ? '' : isMet(figure) ? 'met' : 'MISSED';
  return [name, `${shortNumber(value)} ${unit}`.trim(), wanted, verdict];
}

/** The figures as a table for a terminal or a log. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [['figure', 'measured', 'target', ''], ...figures.map(cellsOf)];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
