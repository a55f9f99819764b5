import type { ProductLine } from './product-line';

/** What spreadsheets take for the beginning of a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

const NEEDS_QUOTES = /[",\r\n]/;

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One cell. Numbers stand as they are, so that -3.5 stays a number. Text that a spreadsheet would
 * take for a formula gets an apostrophe before it, which spreadsheets do not show: names come from
 * outside, and a name must not become code on the desk of whoever opens the file.
 */
function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return quoted(JSON.stringify(value));
  return quoted(FORMULA_START.test(value) ? `'${value}` : value);
}

/** The names of columns, or any other cells, as a line without its end. */
export function csvRow(cells: readonly unknown[]): string {
  return cells.map(cellOf).join(',');
}

/** Writes lines of products as lines of CSV with these columns. */
export function csvLineOf(fields: readonly string[]): (line: ProductLine) => string {
  return (line) => csvRow(fields.map((field) => line[field]));
}
