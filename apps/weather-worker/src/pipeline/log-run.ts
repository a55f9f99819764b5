import type { Logger } from '@weather/telemetry';
import { cityLabel } from '@weather/weather-domain';
import { handleRunEvents, type OnRunEvent } from './run-events';

/** Writes what happens during a run to `logger`. */
export function logRun(logger: Logger): OnRunEvent {
  return handleRunEvents({
    'run-started': ({ at }) => {
      logger.info({ at }, 'Run:Start:Done');
    },
    'fetch-started': ({ cities }) => {
      logger.debug({ cities }, 'Cities:Fetch:Started');
    },
    step: (event) => {
      if (event.state === 'failed') {
        // The end of the run tells of the error in full.
        const because = event.error instanceof Error ? event.error.message : String(event.error);
        logger.error({ step: event.step, because }, 'Step:Perform:Failed');
      } else logger.debug({ step: event.step }, `Step:Perform:${capital(event.state)}`);
    },
    'city-done': ({ failure }) => {
      if (failure !== undefined) logger.warn(failure, 'City:Publish:Failed');
    },
    'line-quarantined': ({ line: { fetched, checks, faults } }) => {
      logger.warn({ city: cityLabel(fetched.city), checks, faults }, 'Line:Check:Failed');
    },
    checked: ({ results }) => {
      for (const { passed, name, severity, actual } of results) {
        if (!passed) logger.warn({ check: name, severity, actual }, 'Batch:Check:Failed');
      }
    },
    'previous-unknown': ({ error }) => {
      logger.warn({ err: error, skipped: 'step_change' }, 'PreviousProduct:Read:Failed');
    },
    'run-finished': ({ outcome }) => {
      const { status, at, keys, rows, seconds, cities, quarantined } = outcome;
      const counts = { configured: cities.configured, published: cities.published };
      const level = status === 'failed' ? 'error' : 'info';
      logger[level]({ status, at, keys, rows, seconds, ...counts, quarantined }, 'Run:Finish:Done');
    },
    'run-failed': ({ error, seconds }) => {
      logger.error({ err: error, seconds }, 'Run:Finish:Failed');
    },
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
