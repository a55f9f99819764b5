import { readFileSync } from 'node:fs';
import { citiesSchema, DEFAULT_CITIES, type City } from '@weather/weather-domain';
import { ConfigurationError } from '@weather/vault-secrets';
import type { z } from 'zod';
import { becauseOf } from '../streams/file-error';

const EXAMPLE = '[{"name":"Oslo","lat":59.91,"lon":10.75}]';

/** Text and where it stands, for messages. */
interface Placed {
  readonly place: string;
  readonly text: string;
}

function fileOf(path: string): Placed {
  try {
    return { place: `WEATHER_CITIES: ${path}`, text: readFileSync(path, 'utf8') };
  } catch (cause) {
    const fault = `WEATHER_CITIES: cannot read ${path}: ${becauseOf(cause)}`;
    throw new ConfigurationError([fault], { cause });
  }
}

function parsed({ place, text }: Placed): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const fault = `${place}: is not JSON (${String(cause)}): expected cities such as ${EXAMPLE}`;
    throw new ConfigurationError([fault], { cause });
  }
}

/** What stands at `path` in `value`. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined,
    value,
  );
}

function faultOf(issue: z.core.$ZodIssue, place: string, value: unknown): string {
  const where = issue.path.map((step) => `[${JSON.stringify(step)}]`).join('');
  const seen = JSON.stringify(valueAt(value, issue.path)) as string | undefined;
  return `${place}: ${where === '' ? 'the value' : where} is ${seen ?? 'missing'}: ${issue.message}`;
}

/**
 * The cities that `WEATHER_CITIES` names: JSON, or `@` and the path of a file that holds it.
 *
 * @throws {ConfigurationError} with all faults, each with the file and the path inside the JSON
 */
export function citiesOf(setting: string | undefined): readonly City[] {
  if (setting === undefined) return DEFAULT_CITIES;
  const isFile = setting.startsWith('@');
  const placed = isFile ? fileOf(setting.slice(1)) : { place: 'WEATHER_CITIES', text: setting };
  const value = parsed(placed);
  const cities = citiesSchema.safeParse(value);
  if (cities.success) return cities.data;
  const faults = cities.error.issues.map((issue) => faultOf(issue, placed.place, value));
  throw new ConfigurationError(faults, { cause: cities.error });
}
