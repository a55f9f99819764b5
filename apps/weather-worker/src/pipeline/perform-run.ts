import { randomUUID } from 'node:crypto';
import type { Logger } from '@weather/telemetry';
import { WEATHER_JOB } from '@weather/weather-domain';
import type { Lineage, WorkDescription } from '../lineage/lineage';
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
  readonly lineage: Lineage;
  /** What a run read and wrote. */
  readonly describe: (outcome: RunOutcome) => WorkDescription;
}

/** One run, with an id of its own in every log line, and its lineage. */
export function performRun(
  { logger, onEvent, lineage, describe, ...parts }: RunnerParts,
  at: Date,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const log = logRun(logger.child({ run_id: randomUUID() }));
  const tell: OnRunEvent = (event) => {
    log(event);
    onEvent(event);
  };
  const work = () => runPipeline({ ...parts, onEvent: tell }, at, signal);
  return lineage.follow({ job: WEATHER_JOB, at, work, describe });
}
