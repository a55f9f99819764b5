import type { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Environment } from '@weather/vault-secrets';
import type { PipesSession } from './pipes/session';
import type { Clock } from './timing/clock';

/** A stream that people may be looking at. */
export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Everything outside the worker that its commands touch, but for files and networks they are told of. */
export interface Shell {
  readonly environment: Environment;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Terminal;
  /** Emits `SIGINT` and `SIGTERM`. */
  readonly signals: Pick<EventEmitter, 'on' | 'off'>;
  readonly clock: Clock;
  /** 0 ≤ number < 1. */
  readonly random: () => number;
  /** The line to Dagster, where Dagster started this process. */
  readonly pipes?: PipesSession | undefined;
}
