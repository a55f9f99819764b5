import { spawn } from 'node:child_process';
import type { EndedProgram, ProgramCall } from './ended-program';

/** A program that asks for something else than was expected would wait for ever. */
const GIVE_UP_MS = 45_000;

/** What a terminal sends for Ctrl-C. */
export const INTERRUPT = '\x03';

/** A question that a program asks, and what a person types then. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Runs a program on a terminal, and types each answer when its question is asked.
 *
 * @returns with all that the terminal showed
 */
export function runOnTerminal(
  { program, parameters, env }: ProgramCall,
  exchanges: readonly Exchange[],
): Promise<EndedProgram> {
  const began = performance.now();
  const command = [program, ...parameters].map(quoted).join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env,
      timeout: GIVE_UP_MS,
    });
    const waiting = [...exchanges];
    let said = '';
    let seen = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [next] = waiting;
      const at = next === undefined ? -1 : said.indexOf(next.question, seen);
      if (next === undefined || at < 0) return;
      seen = at + next.question.length;
      waiting.shift();
      child.stdin.write(next.answer === INTERRUPT ? next.answer : `${next.answer}\r`);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, said, ms: performance.now() - began });
    });
  });
}
