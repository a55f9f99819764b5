import { execFile } from 'node:child_process';

/** How a program ended, and what it printed on standard output. */
export interface ProgramExit {
  readonly code: number;
  readonly output: string;
}

const MOST_OUTPUT = 64 * 1024 * 1024;

/** Runs a program whose exit code says what it found, not whether it ran. */
export function exitOf(program: string, parameters: readonly string[]): Promise<ProgramExit> {
  return new Promise((resolve, reject) => {
    execFile(program, [...parameters], { maxBuffer: MOST_OUTPUT }, (error, output) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, output });
      else reject(new Error(`could not run ${program}`, { cause: error }));
    });
  });
}
