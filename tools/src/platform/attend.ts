import { spawn, type ChildProcess } from 'node:child_process';

/** A program that had to succeed ended badly. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

/** How a program is run. */
export interface AttendOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /**
   * Whether what it prints is no answer, and so goes to standard error.
   *
   * @default false
   */
  readonly isAside?: boolean;
  /** Asks it to end, as Ctrl-C does; it is given all the time that it takes. */
  readonly signal?: AbortSignal;
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/**
 * Runs a program in sight of the user, to its end. Terraform unlocks its state on the way out, so it
 * is asked to end and never killed.
 *
 * @throws {ProgramError} when it ends badly or cannot be started
 */
export async function attend(
  program: string,
  parameters: readonly string[],
  { env, cwd, signal, isAside }: AttendOptions = {},
): Promise<void> {
  const output = isAside === true ? 2 : 'inherit';
  const child = spawn(program, parameters, { env, cwd, stdio: ['ignore', output, 'inherit'] });
  const ask = (): void => {
    child.kill('SIGINT');
  };
  signal?.addEventListener('abort', ask);
  const code = await exitCodeOf(child)
    .catch((cause: unknown) => {
      throw new ProgramError(`could not run ${program}`, { cause });
    })
    .finally(() => {
      signal?.removeEventListener('abort', ask);
    });
  if (code !== 0) throw new ProgramError(`${program} ended with ${String(code)}`);
}
