import { toldToDagster, type LogDestination } from '../pipes/pipes-log';
import type { Shell } from '../shell';

/** Where lines of JSON for machines go: standard error, and Dagster where it started this process. */
export function logDestination({ stderr, pipes }: Shell): LogDestination {
  return pipes === undefined ? stderr : toldToDagster(stderr, pipes);
}
