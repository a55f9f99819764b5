import { runVaultInit } from './init-command';
import type { InitLog } from './init-log';

/**
 * Runs the init command as this process: with its arguments and environment, until it is told to stop,
 * and with the exit code of what came of it.
 */
export async function runVaultInitProgram(log: InitLog): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  process.exitCode = await runVaultInit({
    words: process.argv.slice(2),
    environment: process.env,
    log,
    signal: stop.signal,
  });
}
