import type { JsonValue } from './json-value';
import type { MetadataValue } from './metadata';

/** The version of the protocol; how a line of a log is recognized as a message, too. */
const PROTOCOL_VERSION = '0.1';

/** How Dagster calls the levels of its log. */
export const PIPES_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export type PipesLevel = (typeof PIPES_LEVELS)[number];

/** Metadata as it is sent. */
type SentMetadata = Readonly<Record<string, MetadataValue>> | null;

/** An error with its causes, as Dagster shows it. */
export interface PipesException {
  readonly message: string;
  readonly stack: readonly string[];
  readonly name: string | null;
  readonly cause: PipesException | null;
  readonly context: PipesException | null;
}

/** The parameters of each method: Dagster refuses a message with one too many or too few. */
export interface PipesMethods {
  readonly opened: { readonly extras: Readonly<Record<string, JsonValue>> };
  readonly log: { readonly message: string; readonly level: PipesLevel };
  readonly report_asset_materialization: {
    readonly asset_key: string;
    readonly metadata: SentMetadata;
    readonly data_version: string | null;
  };
  readonly report_asset_check: {
    readonly asset_key: string;
    readonly check_name: string;
    readonly passed: boolean;
    readonly severity: 'ERROR' | 'WARN';
    readonly metadata: SentMetadata;
  };
  readonly report_custom_message: { readonly payload: JsonValue };
  readonly log_external_stream: {
    readonly stream: 'stdout' | 'stderr';
    readonly text: string;
    readonly extras: Readonly<Record<string, JsonValue>>;
  };
  readonly closed: { readonly exception?: PipesException };
}

export type PipesMethod = keyof PipesMethods;

/** Python tells 5 from 5.0, and takes only the latter for a float; JSON.stringify writes the former. */
function encodeFloat(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function encodeMetadataValue({ type, raw_value: value }: MetadataValue): string {
  const isFloat = typeof value === 'number' && (type === 'float' || type === 'timestamp');
  const text = isFloat ? encodeFloat(value) : JSON.stringify(value);
  return `{"type":${JSON.stringify(type)},"raw_value":${text}}`;
}

function encodeObject(object: object, encodeField: (name: string, value: unknown) => string) {
  const fields = Object.entries(object).map(
    ([name, value]) => `${JSON.stringify(name)}:${encodeField(name, value)}`,
  );
  return `{${fields.join(',')}}`;
}

function encodeParam(name: string, value: unknown): string {
  if (name !== 'metadata' || value === null) return JSON.stringify(value);
  return encodeObject(value as object, (_name, entry) =>
    encodeMetadataValue(entry as MetadataValue),
  );
}

/** A message as one line of JSON. */
export function encodeMessage<Method extends PipesMethod>(
  method: Method,
  params: PipesMethods[Method],
): string {
  const sent = encodeObject(params, encodeParam);
  return `{"__dagster_pipes_version":"${PROTOCOL_VERSION}","method":"${method}","params":${sent}}`;
}
