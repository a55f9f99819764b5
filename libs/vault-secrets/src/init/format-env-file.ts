import type { Secret } from '../secret';

/** Values that `parseEnvFile` takes for what they are without quotes. */
const PLAIN = /^[^\s"'][^\r\n]*$/;

function formatted(value: string): string {
  return PLAIN.test(value) && value === value.trim() ? value : JSON.stringify(value);
}

/** The text of a file of secrets, sorted by name, as `parseEnvFile` reads it. */
export function formatEnvFile(secrets: ReadonlyMap<string, Secret>): string {
  return [...secrets]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, secret]) => `${name}=${formatted(secret.reveal())}\n`)
    .join('');
}
