import { spawn, type ChildProcess } from 'node:child_process';
import { PlatformError } from '../platform-error';

/** A program that runs for as long as it is needed. */
export interface BackgroundCall {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it prints once it is of use. */
  readonly isUp: RegExp;
}

/** How long a program may take until it is of use, ms. */
const PATIENCE_MS = 30_000;

/** A program that runs beside this one. */
export class BackgroundProgram {
  private constructor(
    private readonly child: ChildProcess,
    /** What it said when it was up, as its pattern took it apart. */
    readonly said: RegExpExecArray,
  ) {}

  /** @throws {PlatformError} when it ends, or says nothing of use, before it is up */
  static async start(call: BackgroundCall): Promise<BackgroundProgram> {
    const { program, parameters, env } = call;
    const child = spawn(program, parameters, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    try {
      return new BackgroundProgram(child, await untilUp(child, call));
    } catch (error) {
      child.kill('SIGTERM');
      throw error;
    }
  }

  /** Resolves when it ends by itself, or was stopped. */
  get ended(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('close', () => {
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    const { ended } = this;
    this.child.kill('SIGTERM');
    await ended;
  }
}

function untilUp(child: ChildProcess, call: BackgroundCall): Promise<RegExpExecArray> {
  const line = [call.program, ...call.parameters].join(' ');
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (what: string, cause?: unknown): void => {
      clearTimeout(timer);
      reject(new PlatformError(`${line} ${what}: ${said.trim()}`, 1, { cause }));
    };
    const timer = setTimeout(() => {
      fail('is not of use after half a minute');
    }, PATIENCE_MS);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = call.isUp.exec(said);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', (cause) => {
      fail('cannot be run', cause);
    });
    child.once('close', () => {
      fail('ended');
    });
  });
}
