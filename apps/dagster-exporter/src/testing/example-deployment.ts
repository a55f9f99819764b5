import type { JobDefinition } from '../dagster/dagster';
import type { MemoryDagster } from './memory-dagster';

/** The jobs of the deployment that the contract is checked on. */
export const EXAMPLE_JOBS: readonly JobDefinition[] = [
  { name: 'steady', steps: ['first', 'second'] },
  { name: 'broken', steps: ['prepare', 'break_down', 'never_reached'] },
  { name: 'nested', steps: ['inside.first'] },
  { name: 'untouched', steps: ['first'] },
];

/** What ran in it, the oldest first: a run of each of these jobs. */
export const EXAMPLE_RUNS = ['steady', 'broken', 'steady', 'nested', 'broken', 'steady'] as const;

const STEPS = {
  steady: [
    { key: 'first', status: 'SUCCESS' },
    { key: 'second', status: 'SUCCESS' },
  ],
  broken: [
    { key: 'prepare', status: 'SUCCESS' },
    { key: 'break_down', status: 'FAILURE' },
  ],
  nested: [{ key: 'inside.first', status: 'SUCCESS' }],
} as const;

/** Makes `dagster` the deployment that the contract is checked on. */
export function plantExampleRuns(dagster: MemoryDagster): void {
  dagster.define('example', EXAMPLE_JOBS);
  dagster.daemonList.push({ type: 'SCHEDULER', isRequired: true, lastHeartbeatAt: 1_000_000 });
  for (const [index, job] of EXAMPLE_RUNS.entries()) {
    const endedAt = 1_000_010 + index;
    dagster.plant({
      ...{ id: `run-${index}`, job, location: 'example', steps: STEPS[job] },
      ...{ startedAt: endedAt - 5, endedAt, updatedAt: endedAt },
      status: job === 'broken' ? 'FAILURE' : 'SUCCESS',
    });
  }
}
