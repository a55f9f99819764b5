import { ENDED, type Dagster } from '../dagster/dagster';
import { hasEnded, JobLedger } from '../ledger/job-ledger';
import type { StepLedger } from '../ledger/step-ledger';
import { walkRuns } from './walk';

/** Runs a page of the history of runs; few enough for an answer within seconds. */
const RUNS_A_PAGE = 500;

/** Runs a page with their steps, for each of which Dagster reads its event log. */
const RUNS_WITH_STEPS_A_PAGE = 100;

/**
 * Counts all runs there are.
 *
 * @param startedAt now, Unix seconds
 * @throws {DagsterError} when Dagster does not answer, or deletes runs meanwhile
 */
export async function readJobHistory(dagster: Dagster, startedAt: number): Promise<JobLedger> {
  const ledger = new JobLedger(startedAt);
  for await (const page of walkRuns(dagster, { limit: RUNS_A_PAGE })) {
    for (const run of page) ledger.takeHistoric(run);
  }
  return ledger;
}

/**
 * Counts the steps of all runs that ended, into `ledger`, which may be given newer runs meanwhile.
 *
 * @throws {DagsterError} when Dagster does not answer, or deletes runs meanwhile
 */
export async function readStepHistory(dagster: Dagster, ledger: StepLedger): Promise<void> {
  const query = { statuses: ENDED, limit: RUNS_WITH_STEPS_A_PAGE, withSteps: true };
  for await (const page of walkRuns(dagster, query)) {
    for (const run of page.filter(hasEnded)) ledger.takeHistoric(run);
  }
}
