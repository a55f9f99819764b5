import type { City } from '@weather/weather-domain';
import { SourceError } from './source-error';

/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** `value` when it is a JSON object. */
export function asObject(value: unknown): JsonObject | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject) : undefined;
}

/** `text` parsed, or `undefined` when it is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The JSON object in the body of an answer.
 *
 * @throws {SourceError} when the body is empty, no JSON, or JSON of another kind
 */
export function objectOf(city: City, text: string): JsonObject {
  const object = asObject(parsedJson(text));
  if (object !== undefined) return object;
  const is = text.trim() === '' ? 'empty' : `no JSON object (${text.length} characters)`;
  throw new SourceError(city, { reason: 'invalid_answer', because: `the answer is ${is}` });
}
