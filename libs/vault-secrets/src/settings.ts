import type { z } from 'zod';
import { ConfigurationError } from './configuration-error';
import { SecretFileError } from './secret-file-error';

/** Where settings are looked up by name; see `SecretFiles.setting`. */
export type LookUp = (name: string) => string | undefined;

/** The variables a program reads: their names, and what each must be. */
export type SettingsShape = Readonly<Record<string, z.ZodType>>;

interface Found {
  readonly values: Record<string, string>;
  readonly faults: string[];
}

function findAll(names: readonly string[], lookUp: LookUp): Found {
  const found: Found = { values: {}, faults: [] };
  for (const name of names) {
    try {
      const value = lookUp(name);
      if (value !== undefined && value !== '') found.values[name] = value;
    } catch (error) {
      if (!(error instanceof SecretFileError)) throw error;
      found.faults.push(`${name}: ${error.message}`);
    }
  }
  return found;
}

function describeFault({ path, message }: z.core.$ZodIssue, values: Found['values']): string {
  const [head] = path;
  if (head === undefined) return message;
  const name = String(head);
  const value = values[name];
  return value === undefined ? `${name}: ${message}` : `${name}="${value}": ${message}`;
}

/**
 * The settings of a program, parsed. A variable that is empty counts as not set.
 *
 * Values stand in the faults, so secrets are no settings: read them with `SecretFiles.find`.
 *
 * @throws {ConfigurationError} with all faults at once
 */
export function readSettings<Schema extends z.ZodObject<SettingsShape>>(
  schema: Schema,
  lookUp: LookUp,
): z.infer<Schema> {
  const { values, faults } = findAll(Object.keys(schema.shape), lookUp);
  const parsed = schema.safeParse(values);
  if (parsed.success && faults.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  const unique = new Set([...faults, ...issues.map((issue) => describeFault(issue, values))]);
  throw new ConfigurationError([...unique]);
}
