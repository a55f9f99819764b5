import { z } from 'zod';
import { PipesError } from './pipes-error';

const byAsset = <T extends z.ZodType>(value: T) => z.record(z.string(), value.nullable()).nullish();

const range = z.object({ start: z.string(), end: z.string() });

const provenance = z.object({
  code_version: z.string(),
  input_data_versions: z.record(z.string(), z.string()),
  is_user_provided: z.boolean(),
});

/** What Dagster tells a step about itself. Names are Dagster's; a later one may tell more. */
export const pipesContextSchema = z.looseObject({
  /** Escaped: `\` stands before a `/` that is part of a name. */
  asset_keys: z.array(z.string()).nullish(),
  code_version_by_asset_key: byAsset(z.string()),
  provenance_by_asset_key: byAsset(provenance),
  partition_key: z.string().nullish(),
  partition_key_range: range.nullish(),
  /** ISO 8601. */
  partition_time_window: range.nullish(),
  run_id: z.string(),
  job_name: z.string().nullish(),
  retry_number: z.number().int(),
  extras: z.record(z.string(), z.json()).nullish(),
});

export type PipesContextData = z.infer<typeof pipesContextSchema>;

/** @throws {PipesError} when it is not what Dagster writes */
export function parseContext(data: unknown): PipesContextData {
  const parsed = pipesContextSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new PipesError(`the context of the step: ${z.prettifyError(parsed.error)}`);
}

/** The parts of an asset key: `a/b\/c` is `a` and `b/c`. */
export function assetKeyPath(key: string): readonly string[] {
  const parts = [''];
  let isEscaped = false;
  for (const character of key) {
    if (!isEscaped && character === '\\') {
      isEscaped = true;
      continue;
    }
    if (!isEscaped && character === '/') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
    isEscaped = false;
  }
  return parts;
}

/**
 * The asset that a report is about: `wanted`, else the only one of the step.
 *
 * @throws {PipesError} when the step makes no such asset, or several and none is named
 */
export function assetOf({ asset_keys: keys }: PipesContextData, wanted?: string): string {
  const [only] = keys ?? [];
  if (keys === undefined || keys === null || only === undefined) {
    throw new PipesError('this step makes no asset, so there is none to report');
  }
  if (wanted !== undefined) {
    if (keys.includes(wanted)) return wanted;
    throw new PipesError(`this step makes no asset "${wanted}"; it makes ${keys.join(', ')}`);
  }
  if (keys.length > 1) {
    throw new PipesError(`this step makes ${keys.join(', ')}: say which one is reported`);
  }
  return only;
}
