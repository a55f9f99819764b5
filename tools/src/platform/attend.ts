import { spawn } from 'node:child_process';

/** A program that had to succeed ended badly. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

/** How a program is run. */
export interface AttendOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Asks it to end, as Ctrl-C does; it is given all the time that it takes. */
  readonly signal?: AbortSignal;
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
  options: AttendOptions = {},
): Promise<void> {
  const { env, cwd, signal } = options;
  const child = spawn(program, parameters, { env, cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  const ask = (): void => {
    child.kill('SIGINT');
  };
  signal?.addEventListener('abort', ask);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new ProgramError(`${program} ended with ${String(code)}`);
  } catch (cause) {
    if (cause instanceof ProgramError) throw cause;
    throw new ProgramError(`could not run ${program}`, { cause });
  } finally {
    signal?.removeEventListener('abort', ask);
  }
}
