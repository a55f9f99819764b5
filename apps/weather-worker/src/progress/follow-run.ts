import { handleRunEvents, type OnRunEvent } from '../pipeline/run-events';
import { showProgress, type Progress, type ProgressPlace } from './progress';

/** Shows how far a run is with its cities. */
export function followRun(place: ProgressPlace): OnRunEvent {
  let progress: Progress | undefined;
  const finish = () => progress?.finish();
  return handleRunEvents({
    'fetch-started': ({ cities }) => {
      progress = showProgress({ total: cities, noun: 'cities' }, place);
    },
    'city-done': ({ failure }) => progress?.advance(failure === undefined),
    'run-finished': finish,
    'run-failed': finish,
  });
}
