import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 30_000;
const STOP_MS = 10_000;
const KEPT_OUTPUT = 4000;

/** How a server is started and how one knows that it is up. */
export interface ServerSpec {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /**
   * How long it may take to come up, in milliseconds.
   *
   * @default 30,000
   */
  readonly startMs?: number;
  /** User and group it runs as; those of this process without it. */
  readonly user?: number | undefined;
  /**
   * How many characters of its output are kept, the last ones.
   *
   * @default 4000
   */
  readonly keptOutput?: number;
  /** Whether it answers by now. */
  readonly isUp: () => Promise<boolean>;
}

/** A port on loopback that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

/** Whether something listens on a port of loopback. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => {
      resolve(false);
    });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Whether an HTTP server answers under `url`, whatever it says. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}

/** A server that this process started, and ends. */
export class ServerProcess {
  private output = '';

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    keptOutput: number,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-keptOutput);
      });
    }
  }

  /** @throws {Error} with the end of its output when it ends or does not come up in time */
  static async start(spec: ServerSpec): Promise<ServerProcess> {
    const { name, program, parameters, env, cwd, user, keptOutput = KEPT_OUTPUT } = spec;
    const as = user === undefined ? {} : { uid: user, gid: user };
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    const child = spawn(program, parameters, { env, cwd, ...as, stdio: [...stdio] });
    const server = new ServerProcess(name, child, keptOutput);
    child.on('error', (error) => (server.output += String(error)));
    await server.untilUp(spec);
    return server;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The end of what it printed. */
  get lastWords(): string {
    return this.output;
  }

  /** Ends it: politely, and by force when it does not listen. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.hasEnded()) return;
    const ended = new Promise<void>((resolve) => {
      this.child.once('exit', () => {
        resolve();
      });
    });
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async untilUp({ isUp, startMs = START_MS }: ServerSpec): Promise<void> {
    const giveUpAt = performance.now() + startMs;
    while (performance.now() < giveUpAt && !this.hasEnded() && this.child.pid !== undefined) {
      if (await isUp()) return;
      await sleep(50);
    }
    await this.stop('SIGKILL');
    throw new Error(`${this.name} did not come up. Its last words:\n${this.output}`);
  }
}
