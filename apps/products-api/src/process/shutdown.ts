import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@weather/telemetry';
import type { Api } from '../create-app';

/** How the program stops. */
export interface ShutdownParts {
  readonly api: Pick<Api, 'serving' | 'stop'>;
  readonly logger: Logger;
  /** How long requests are still accepted, ms. */
  readonly drainMs: number;
  /** How long requests in flight may take after that, ms. */
  readonly timeoutMs: number;
}

async function isStopped(api: ShutdownParts['api'], timeoutMs: number): Promise<boolean> {
  const timeout = new AbortController();
  const late = sleep(timeoutMs, false, { signal: timeout.signal }).catch(() => false);
  const stopped = await Promise.race([api.stop().then(() => true), late]);
  timeout.abort();
  return stopped;
}

/**
 * Stops in an order in which no request fails: first readiness says no and answers ask clients to
 * reconnect, while requests that are still sent here are served; then nothing more is accepted and
 * what is in flight is finished.
 *
 * @returns whether everything in flight was finished in time
 */
export async function shutDown({
  api,
  logger,
  drainMs,
  timeoutMs,
}: ShutdownParts): Promise<boolean> {
  logger.info({ drain_ms: drainMs }, 'Server:Drain:Start');
  api.serving.drain();
  await sleep(drainMs);
  const finished = await isStopped(api, timeoutMs);
  if (finished) logger.info('Server:Stop:Done');
  else logger.warn({ timeout_ms: timeoutMs }, 'Server:Stop:Unfinished');
  return finished;
}
