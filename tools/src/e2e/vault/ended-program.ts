import { spawn } from 'node:child_process';

/** How a program ended and what it printed. */
export interface EndedProgram {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Standard output and standard error, as they came. */
  readonly said: string;
  readonly ms: number;
}

/** A program to run to its end. */
export interface ProgramCall {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** User and group it runs as, where that can be chosen. */
  readonly user?: number | undefined;
  /** Kills it hard. */
  readonly kill?: AbortSignal | undefined;
}

/** Runs a program to its end, whatever its exit code. */
export function runToEnd(call: ProgramCall): Promise<EndedProgram> {
  const { program, parameters, env, user, kill } = call;
  const began = performance.now();
  const as = user === undefined ? {} : { uid: user, gid: user };
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { env, ...as, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    }
    kill?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, said, ms: performance.now() - began });
    });
  });
}
