import { ENDED, RUNNING, WAITING, type Dagster } from '../dagster/dagster';
import { hasEnded, type EndedRun, type JobLedger } from '../ledger/job-ledger';
import { StepLedger } from '../ledger/step-ledger';
import { readJobHistory, readStepHistory } from './history';
import { allRuns } from './walk';

/**
 * How far each poll looks back beyond the start of the last one, seconds: the times of changes are
 * those of the clocks of whichever pods made them, and a transaction shows up after its time.
 */
const OVERLAP_SECONDS = 600;

const RUNS_A_PAGE = 500;

/** Runs whose steps are asked for at once. */
const STEPS_AT_ONCE = 100;

/** What the runs of a deployment are watched with. */
export interface RunWatchParts {
  readonly dagster: Dagster;
  readonly now: () => Date;
}

/**
 * Follows the runs of a deployment. What it counts is rebuilt from Dagster when it starts, so that
 * counts go on where they were before the program was restarted.
 */
export class RunWatch {
  private history: Promise<JobLedger> | undefined;
  private jobLedger: JobLedger | undefined;
  private stepLedger: StepLedger | undefined;
  private hasStepHistory = false;
  /** When the last complete poll began, Unix seconds. */
  private polledAt = 0;

  constructor(private readonly parts: RunWatchParts) {}

  /** Counts of runs; `undefined` until the history has been read. */
  get jobs(): JobLedger | undefined {
    return this.jobLedger;
  }

  /** Counts of steps; `undefined` until the history has been read. */
  get steps(): StepLedger | undefined {
    return this.hasStepHistory ? this.stepLedger : undefined;
  }

  /**
   * Counts what happened since the last time, once each. Nothing is counted when it fails.
   *
   * @throws {DagsterError} when Dagster does not answer
   */
  async poll(): Promise<void> {
    const { dagster } = this.parts;
    const jobs = await this.jobHistory();
    const startedAt = this.seconds();
    // In this order: a run that ends between the two questions is in the answers to both, not to none.
    const live = await allRuns(dagster, { statuses: [...WAITING, ...RUNNING], limit: RUNS_A_PAGE });
    const ended = await this.endedSince(this.polledAt);
    const withSteps = await this.withSteps(jobs.newOf(ended));
    const over = new Set(ended.map(({ id }) => id));
    jobs.takeEnded(withSteps);
    jobs.takeLive(live.filter(({ id }) => !over.has(id)));
    jobs.cover(startedAt);
    this.stepLedger?.takeEnded(withSteps);
    if (this.hasStepHistory) this.stepLedger?.cover(startedAt);
    this.jobLedger = jobs;
    this.polledAt = startedAt;
  }

  /**
   * Counts the steps of all runs there were; polls may go on meanwhile. Does nothing once it is done.
   *
   * @throws {DagsterError} when Dagster does not answer; the next time begins anew
   */
  async readStepHistory(): Promise<void> {
    if (this.hasStepHistory) return;
    // Runs that end before the other history is read would not be told to a ledger that is there by then.
    await this.jobHistory();
    const ledger = new StepLedger(this.seconds());
    this.stepLedger = ledger;
    await readStepHistory(this.parts.dagster, ledger);
    this.hasStepHistory = true;
  }

  /** The ledger that polls go on with, from one reading of the history. */
  private jobHistory(): Promise<JobLedger> {
    this.history ??= this.readJobHistory().catch((error: unknown) => {
      this.history = undefined;
      throw error;
    });
    return this.history;
  }

  private async readJobHistory(): Promise<JobLedger> {
    const startedAt = this.seconds();
    const ledger = await readJobHistory(this.parts.dagster, startedAt);
    this.polledAt = startedAt;
    return ledger;
  }

  private seconds(): number {
    return this.parts.now().getTime() / 1000;
  }

  private async endedSince(time: number): Promise<readonly EndedRun[]> {
    const updatedAfter = time - OVERLAP_SECONDS;
    const query = { statuses: ENDED, updatedAfter, limit: RUNS_A_PAGE };
    return (await allRuns(this.parts.dagster, query)).filter(hasEnded);
  }

  private async withSteps(runs: readonly EndedRun[]): Promise<readonly EndedRun[]> {
    const found: EndedRun[] = [];
    for (let start = 0; start < runs.length; start += STEPS_AT_ONCE) {
      const ids = runs.slice(start, start + STEPS_AT_ONCE).map(({ id }) => id);
      const query = { ids, limit: ids.length, withSteps: true };
      found.push(...(await this.parts.dagster.runs(query)).filter(hasEnded));
    }
    return found;
  }
}
