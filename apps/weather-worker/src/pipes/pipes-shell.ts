import { Writable } from 'node:stream';
import type { Shell, Terminal } from '../shell';
import { writeTo } from '../streams/line-output';
import { openPipes } from './open-pipes';
import type { PipesSession } from './session';

/** Tells Dagster what is written, too. */
class ToldStream extends Writable {
  readonly isTTY = false;

  constructor(
    private readonly target: Writable,
    private readonly tell: (text: string) => void,
  ) {
    super({ decodeStrings: true });
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.tell(chunk.toString('utf8'));
    this.target.write(chunk, done);
  }
}

function told(stream: Terminal, name: 'stdout' | 'stderr', session: PipesSession): Writable {
  return new ToldStream(stream, (text) => {
    session.logExternalStream(name, text);
  });
}

/** `shell`, whose commands have a line to Dagster. What it reads is opened by those who read it only. */
function pipesShell(shell: Shell, session: PipesSession, wantsStdio: boolean): Shell {
  const streams: PropertyDescriptorMap = wantsStdio
    ? {
        stdout: { value: told(shell.stdout, 'stdout', session) },
        stderr: { value: told(shell.stderr, 'stderr', session) },
      }
    : {};
  return Object.create(shell, { pipes: { value: session }, ...streams }) as Shell;
}

/** The exit code of a step that Dagster could not be told of. */
const UNTOLD = 1;

async function closing(shell: Shell, session: PipesSession): Promise<boolean> {
  try {
    await session.close();
    return true;
  } catch (error) {
    await writeTo(shell.stderr, `weather-worker: ${String(error)}\n`);
    return false;
  }
}

/**
 * Runs a command with a line to Dagster where Dagster started it, and without one elsewhere. A step
 * that Dagster cannot be told of has failed: it would otherwise count as done without a trace.
 *
 * @param work answers the exit code
 */
export async function underDagster(
  shell: Shell,
  work: (shell: Shell) => Promise<number>,
): Promise<number> {
  let open;
  try {
    const { environment, stdout, stderr } = shell;
    open = await openPipes({ environment, stdout, stderr });
  } catch (error) {
    await writeTo(shell.stderr, `weather-worker: ${String(error)}\n`);
    return UNTOLD;
  }
  if (open === undefined) return work(shell);
  const { session, wantsStdio } = open;
  const exitCode = await worked(pipesShell(shell, session, wantsStdio), session, work);
  const isTold = await closing(shell, session);
  return isTold || exitCode !== 0 ? exitCode : UNTOLD;
}

async function worked(
  shell: Shell,
  session: PipesSession,
  work: (shell: Shell) => Promise<number>,
): Promise<number> {
  try {
    return await work(shell);
  } catch (error) {
    session.fail(error);
    await closing(shell, session);
    throw error;
  }
}
