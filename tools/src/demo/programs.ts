import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Environment } from './demo-settings';

/** A program of this workspace and what it is started with. */
export interface Program {
  /** Folder of `apps/`. */
  readonly app: string;
  readonly parameters: readonly string[];
  readonly environment: Environment;
}

/** Starts a built program with its output on ours. */
export function startProgram({ app, parameters, environment }: Program): ChildProcess {
  const bundle = join('dist', 'apps', app, 'main.mjs');
  const env = { ...process.env, ...environment };
  return spawn(process.execPath, [bundle, ...parameters], { stdio: 'inherit', env });
}

/** The exit code of a program; 1 when a signal ended it. */
export function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs programs side by side until one ends or a signal arrives, then stops them all.
 *
 * @returns 0 when a signal ended them, else the exit code of the one that ended first, but not 0
 */
export async function runTogether(children: readonly ChildProcess[]): Promise<number> {
  const stopAll = () => {
    for (const child of children) child.kill('SIGINT');
  };
  const signalled = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(0);
      });
    }
  });
  const first = Promise.race(children.map(async (child) => (await exitOf(child)) || 1));
  const code = await Promise.race([signalled, first]);
  stopAll();
  await Promise.all(children.map(exitOf));
  return code;
}
