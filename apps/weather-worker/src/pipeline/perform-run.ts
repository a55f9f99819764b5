import { randomUUID } from 'node:crypto';
import type { Logger } from '@weather/telemetry';
import { logRun } from './log-run';
import type { OnRunEvent } from './run-events';
import type { RunOutcome } from './run-outcome';
import type { RunParts } from './run-parts';
import { runPipeline } from './run-pipeline';

/** What runs need to be done and followed. */
export interface RunnerParts extends Omit<RunParts, 'onEvent'> {
  readonly logger: Logger;
  /** Told of every event, besides the log. */
  readonly onEvent: OnRunEvent;
}

/** One run, with an id of its own in every log line. */
export function performRun(
  { logger, onEvent, ...parts }: RunnerParts,
  at: Date,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const log = logRun(logger.child({ run_id: randomUUID() }));
  const tell: OnRunEvent = (event) => {
    log(event);
    onEvent(event);
  };
  return runPipeline({ ...parts, onEvent: tell }, at, signal);
}
