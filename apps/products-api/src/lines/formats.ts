import { csvLineOf, csvRow } from './csv';
import type { ProductLine } from './product-line';

/** The formats lines come in, by their names. */
export const FORMATS = ['json', 'ndjson', 'csv'] as const;

export type FormatName = (typeof FORMATS)[number];

/** How lines are written one behind the other. */
export interface LineFormat {
  readonly contentType: string;
  /** Stands before the first line. */
  readonly open: string;
  /** Stands between two lines. */
  readonly separator: string;
  /** Stands behind the last line. */
  readonly close: string;
  /** Stands for no lines at all. */
  readonly empty: string;
  /** Lines stand as they do in the store when nothing of them is to change. */
  readonly takesLinesAsStored: boolean;
  readonly encode: (line: ProductLine) => string;
}

/** The media types the API offers, the preferred first, and the format each stands for. */
export const MEDIA_TYPES: readonly (readonly [string, FormatName])[] = [
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['text/csv', 'csv'],
];

const JSON_ARRAY: LineFormat = {
  contentType: 'application/json; charset=utf-8',
  open: '[',
  separator: ',',
  close: ']',
  empty: '[]',
  takesLinesAsStored: true,
  encode: (line) => JSON.stringify(line),
};

const JSON_LINES: LineFormat = {
  contentType: 'application/x-ndjson',
  open: '',
  separator: '\n',
  close: '\n',
  empty: '',
  takesLinesAsStored: true,
  encode: (line) => JSON.stringify(line),
};

/** RFC 4180: a header line, and `\r\n` behind every line. */
function csvOf(fields: readonly string[]): LineFormat {
  const header = `${csvRow(fields)}\r\n`;
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    open: header,
    separator: '\r\n',
    close: '\r\n',
    empty: header,
    takesLinesAsStored: false,
    encode: csvLineOf(fields),
  };
}

/**
 * How lines are written in the format called `name`.
 *
 * @param fields the columns, where the format has some
 */
export function lineFormat(name: FormatName, fields: readonly string[]): LineFormat {
  if (name === 'csv') return csvOf(fields);
  return name === 'json' ? JSON_ARRAY : JSON_LINES;
}
