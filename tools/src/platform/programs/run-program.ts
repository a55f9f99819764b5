import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PlatformError } from '../platform-error';
import type { Interruption } from './interruption';

/** A program to run to its end. */
export interface ProgramCall {
  readonly program: string;
  readonly parameters: readonly string[];
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input?: string;
  /** Takes each line it prints, as it comes; without it, lines are only kept. */
  readonly onLine?: (line: string) => void;
  /** Whether it talks to the operator itself: then its terminal is ours, and nothing is kept. */
  readonly isInteractive?: boolean;
}

/** How a program ended. */
export interface ProgramEnd {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs programs to their end, whatever their exit code. */
export type RunProgram = (call: ProgramCall) => Promise<ProgramEnd>;

function stdioOf({ isInteractive, input }: ProgramCall): StdioOptions {
  if (isInteractive === true) return 'inherit';
  return [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
}

/** A group of its own: Ctrl-C of the terminal then comes once, from us, and not twice. */
function start(call: ProgramCall): ChildProcess {
  const { program, parameters, env = {}, isInteractive = false } = call;
  const child = spawn(program, parameters, {
    env: { ...process.env, ...env },
    stdio: stdioOf(call),
    detached: !isInteractive,
  });
  child.stdin?.on('error', () => undefined); // It may end without having read all.
  child.stdin?.end(call.input);
  return child;
}

function keep(stream: NodeJS.ReadableStream | null, call: ProgramCall): () => string {
  let kept = '';
  stream?.on('data', (chunk: Buffer) => (kept += chunk.toString()));
  const { onLine } = call;
  if (stream !== null && onLine !== undefined)
    createInterface({ input: stream }).on('line', onLine);
  return () => kept;
}

function ended(call: ProgramCall, child: ChildProcess): Promise<ProgramEnd> {
  const output = keep(child.stdout, call);
  const errors = keep(child.stderr, call);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new PlatformError(`${call.program} cannot be run: ${cause.message}`, 1, { cause }));
    });
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output: output(), errors: errors() });
    });
  });
}

/** @returns what runs programs and asks them to stop when somebody wants to */
export function programRunner(interruption: Interruption): RunProgram {
  return async (call) => {
    interruption.check();
    const child = start(call);
    interruption.watch(child);
    const end = await ended(call, child);
    interruption.check();
    return end;
  };
}

/**
 * Runs a program that has to succeed.
 *
 * @returns what it printed on standard output
 * @throws {PlatformError} with what it said
 */
export async function succeed(run: RunProgram, call: ProgramCall): Promise<string> {
  const { code, output, errors } = await run(call);
  if (code === 0) return output;
  const line = [call.program, ...call.parameters].join(' ');
  throw new PlatformError(`${line} ended with ${code}: ${(errors || output).trim()}`);
}
