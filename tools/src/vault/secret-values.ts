import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Secret } from '@weather/vault-secrets';
import { findSecret, SECRETS, type SecretEntry } from '@weather/vault-secrets/catalogue';
import { OperatorError } from './operator-error';

/** Random bytes, in letters and digits that need no quotes anywhere. */
export function generated(bytes: number): Secret {
  return new Secret(randomBytes(bytes).toString('base64url'));
}

/** The secret that operators call `name`. */
export function secretCalled(name: string): SecretEntry {
  const entry = findSecret(name);
  if (entry !== undefined) return entry;
  const names = SECRETS.map((secret) => secret.name).join(', ');
  throw new OperatorError(`there is no secret called "${name}"; there are ${names}`, 2);
}

/** The value in a file, without the end of its last line. */
export async function valueIn(path: string): Promise<Secret> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`${path} cannot be read: ${String(cause)}`, 2);
  });
  const value = text.replace(/\r?\n$/, '');
  if (value === '') throw new OperatorError(`${path} is empty`, 2);
  return new Secret(value);
}

/** Files that hold values, by the name of the secret, from options such as `name=file`. */
export function valueFiles(options: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    options.map((option) => {
      const [name = '', path = ''] = option.split(/=(.*)/s);
      if (path === '') throw new OperatorError(`--secret "${option}": expected <name>=<file>`, 2);
      return [secretCalled(name).name, path];
    }),
  );
}
