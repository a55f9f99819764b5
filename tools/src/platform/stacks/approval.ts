import { createInterface } from 'node:readline/promises';
import { PlatformError } from '../platform-error';

/** Asks the operator, and answers whether to go on. */
export type Approve = (question: string) => Promise<boolean>;

/** Where questions are asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

async function ask({ input, output }: Terminal, question: string): Promise<boolean> {
  const lines = createInterface({ input, output });
  try {
    return (await lines.question(`${question} Only "yes" is taken as yes: `)).trim() === 'yes';
  } finally {
    lines.close();
  }
}

/**
 * How changes are agreed to: by the option, else by a person.
 *
 * @throws {PlatformError} when there is neither, before anything is touched
 */
export function approvalBy(isAutomatic: boolean, terminal: Terminal): Approve {
  if (isAutomatic) return () => Promise.resolve(true);
  if (terminal.input.isTTY !== true) {
    throw new PlatformError('nobody is there to agree to changes: say --auto-approve', 2);
  }
  return (question) => ask(terminal, question);
}
