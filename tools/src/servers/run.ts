import { spawn, type SpawnOptions } from 'node:child_process';

/** A program that had to run ended badly, or could not be started. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** What a command printed on standard output. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

function spawnCaptured(
  program: string,
  parameters: readonly string[],
  options: SpawnOptions,
): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output, errors });
    });
  });
}

/**
 * Runs a program to its end.
 *
 * @returns what it printed on standard output
 * @throws {CommandError} when it is not there or ends with another code than 0; holds what it said
 */
export async function run(
  program: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const line = [program, ...parameters].join(' ');
  try {
    const { code, output, errors } = await spawnCaptured(program, parameters, options);
    if (code === 0) return output;
    throw new CommandError(`${line} ended with ${String(code)}:\n${errors || output}`);
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    throw new CommandError(`could not run ${line}: ${String(cause)}`, { cause });
  }
}

/** Whether a program can be run. */
export async function isThere(program: string, parameters: readonly string[]): Promise<boolean> {
  try {
    await run(program, parameters);
    return true;
  } catch {
    return false;
  }
}
