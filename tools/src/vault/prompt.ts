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
  process.stderr.write(`${question} (not shown): `);
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return new Secret((await terminal.question('')).trim());
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
