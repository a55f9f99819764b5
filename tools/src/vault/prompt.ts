import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Secret } from '@weather/vault-secrets';
import { OperatorError } from './operator-error';

/** Asks a person for a secret. */
export type Ask = (question: string) => Promise<Secret>;

/** Asks on the terminal; what is typed is not shown. */
export async function askHidden(question: string): Promise<Secret> {
  if (!process.stdin.isTTY) {
    throw new OperatorError(`${question}: there is no terminal to ask on; give a file instead`, 2);
  }
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // The terminal shows nothing from here on, and only now may one type.
  process.stderr.write(`${question} (not shown): `);
  const interrupted = new AbortController();
  terminal.once('SIGINT', () => {
    interrupted.abort();
  });
  try {
    const { signal } = interrupted;
    return new Secret((await terminal.question('', { signal })).trim());
  } catch {
    throw new OperatorError('interrupted');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
