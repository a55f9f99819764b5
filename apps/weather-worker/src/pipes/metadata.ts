import type { JsonValue } from './json-value';
import { PipesError } from './pipes-error';

/** The kinds of metadata that Dagster shows in ways of their own. */
export const METADATA_TYPES = [
  ...['__infer__', 'text', 'url', 'path', 'notebook', 'json', 'md', 'float', 'int', 'bool'],
  ...['dagster_run', 'asset', 'null', 'table', 'table_schema', 'table_column_lineage', 'timestamp'],
] as const;

/** A value with the way in which Dagster shows it. */
export interface MetadataValue {
  readonly type: string;
  readonly raw_value: JsonValue;
}

/** A value as it is: Dagster infers how to show it. Objects need a type. */
export type RawMetadata = string | number | boolean | null | readonly JsonValue[];

/** Values by their names. */
export type Metadata = Readonly<Record<string, RawMetadata | MetadataValue>>;

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
}

function typed(type: string) {
  return (raw_value: JsonValue): MetadataValue => ({ type, raw_value });
}

function wholeNumber(value: number): MetadataValue {
  if (!Number.isSafeInteger(value)) throw new PipesError(`${value} is no whole number`);
  return { type: 'int', raw_value: value };
}

function columnsOf(columns: readonly TableColumn[]): readonly JsonValue[] {
  return columns.map((column) => ({ ...column }));
}

/** Makes metadata values of a type. */
export const metadata = {
  text: (value: string) => typed('text')(value),
  url: (value: string) => typed('url')(value),
  path: (value: string) => typed('path')(value),
  notebook: (path: string) => typed('notebook')(path),
  /** Markdown. */
  md: (value: string) => typed('md')(value),
  json: (value: JsonValue) => typed('json')(value),
  bool: (value: boolean) => typed('bool')(value),
  int: wholeNumber,
  float: (value: number) => typed('float')(value),
  /** A moment. */
  timestamp: (instant: Date) => typed('timestamp')(instant.getTime() / 1000),
  /** Another run, by its id. */
  dagsterRun: (id: string) => typed('dagster_run')(id),
  /** Another asset, by its escaped key. */
  asset: (key: string) => typed('asset')(key),
  none: () => typed('null')(null),
  tableSchema: (columns: readonly TableColumn[]) =>
    typed('table_schema')({ columns: columnsOf(columns) }),
  table: (
    records: readonly Readonly<Record<string, string | number | boolean>>[],
    columns: readonly TableColumn[],
  ) => typed('table')({ records, schema: columnsOf(columns) }),
} as const;

/** How many rows an asset has: as ours and under the name by which Dagster draws them over time. */
export function rowCount(rows: number): Metadata {
  return { rows: metadata.int(rows), 'dagster/row_count': metadata.int(rows) };
}

function isRaw(value: RawMetadata | MetadataValue): value is RawMetadata {
  return typeof value !== 'object' || value === null || Array.isArray(value);
}

/** Callers that are not compiled with us may hand over any object. */
function isTyped(value: object): boolean {
  return Object.keys(value).sort().join() === 'raw_value,type';
}

function withType(name: string, value: RawMetadata | MetadataValue): MetadataValue {
  if (isRaw(value)) return { type: '__infer__', raw_value: value };
  if (!isTyped(value)) {
    throw new PipesError(`metadata "${name}" is an object: say how it is shown, such as json`);
  }
  if (METADATA_TYPES.some((type) => type === value.type)) return value;
  const known = METADATA_TYPES.join(', ');
  throw new PipesError(`metadata "${name}": there is no type "${value.type}"; there are ${known}`);
}

/** Whether a value holds what JSON cannot say: it would arrive as `null`, or not at all. */
function isUnsayable(value: JsonValue | undefined): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return value === undefined;
  return Object.values<JsonValue | undefined>(value).some((part) => isUnsayable(part));
}

/**
 * Metadata as it is sent.
 *
 * @throws {PipesError} for what Dagster would refuse or JSON cannot say; names the value
 */
export function normalizeMetadata(given: Metadata): Readonly<Record<string, MetadataValue>> {
  const entries = Object.entries(given).map(([name, value]) => {
    const sent = withType(name, value);
    if (!isUnsayable(sent.raw_value)) return [name, sent] as const;
    throw new PipesError(`metadata "${name}" holds a value that JSON cannot say`);
  });
  return Object.fromEntries(entries);
}
