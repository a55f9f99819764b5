import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/** How a command of the operator ended. */
export interface EndedCommand {
  readonly code: number | null;
  readonly output: string;
  /** What it told people. */
  readonly said: string;
}

/** A command of the operator that runs. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<EndedCommand>;
}

/** Starts a command of the operator as its own process. */
export function startCommand(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): RunningCommand {
  const program = ['--import', 'tsx', 'tools/src/platform/main.ts', ...parameters];
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<EndedCommand>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output, said });
    });
  });
  return { child, ended };
}

/** Runs a command of the operator to its end. */
export function runCommand(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<EndedCommand> {
  return startCommand(parameters, env).ended;
}
