import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How the worker is started: the program, and what comes before its own words. */
export type WorkerCommand = readonly [string, ...string[]];

const SOURCE = fileURLToPath(new URL('../', import.meta.url));

/** The worker from its source. */
export const SOURCE_WORKER: WorkerCommand = [
  process.execPath,
  '--import',
  'tsx',
  `${SOURCE}main.ts`,
];

/** How a process ended, and what it wrote. */
export interface Ending {
  /** `undefined` when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A worker in a process of its own. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  readonly ended: Promise<Ending>;
  kill(signal: NodeJS.Signals): void;
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly words: readonly string[];
  /** All of its environment but `PATH`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Written to its standard input, which ends then. */
  readonly input?: string;
}

/**
 * The most memory that a process took so far, in MiB; `undefined` when it is gone, or where the system
 * does not tell (only Linux does).
 */
export function peakMemory(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid ?? ''}/status`, 'utf8');
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Starts the worker. */
export function startWorker(command: WorkerCommand, start: WorkerStart): WorkerProcess {
  const [program, ...before] = command;
  const began = performance.now();
  const env = { PATH: process.env['PATH'], ...start.environment };
  // From where `tsx` is found.
  const child = spawn(program, [...before, ...start.words], { env, cwd: SOURCE });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(start.input ?? '');
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = (performance.now() - began) / 1000;
      resolve({ code: code ?? undefined, stdout, stderr, seconds });
    });
  });
  return { pid: child.pid, ended, kill: (signal) => child.kill(signal) };
}
