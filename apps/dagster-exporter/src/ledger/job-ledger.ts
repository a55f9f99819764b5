import type { RunRecord } from '../dagster/dagster';
import { DurationCounts } from './duration-counts';
import { RecentRuns } from './recent-runs';

/** What was counted of one job. */
export interface JobTally {
  /** Runs that were begun, and those that ended before they could begin. */
  total: number;
  succeeded: number;
  failed: number;
  canceled: number;
  /** Unix seconds; 0 before the first. */
  lastSuccessAt: number;
  lastFailureAt: number;
  readonly durations: DurationCounts;
  /** As of the last poll. */
  running: number;
  queued: number;
  /** Where its last run came from, as far as that is known. */
  location: string | undefined;
}

/** A run that is over. */
export type EndedRun = RunRecord & {
  readonly status: 'SUCCESS' | 'FAILURE' | 'CANCELED';
  readonly endedAt: number;
};

/** Whether a run is over, with the time of its end. */
export function hasEnded(run: RunRecord): run is EndedRun {
  const { status, endedAt } = run;
  return (
    endedAt !== undefined && (status === 'SUCCESS' || status === 'FAILURE' || status === 'CANCELED')
  );
}

function emptyTally(): JobTally {
  return {
    ...{ total: 0, succeeded: 0, failed: 0, canceled: 0, running: 0, queued: 0 },
    ...{ lastSuccessAt: 0, lastFailureAt: 0, location: undefined },
    durations: new DurationCounts(),
  };
}

function isRunning({ status }: RunRecord): boolean {
  return status === 'STARTED' || status === 'CANCELING';
}

/** Counts each run of each job once, whatever often Dagster tells of it. */
export class JobLedger {
  private readonly tallies = new Map<string, JobTally>();
  /** Ids of runs that were counted as begun and are not over. */
  private readonly begun = new Set<string>();
  private readonly recent: RecentRuns;

  /** @param coveredUntil the time at which the history that goes in first was asked for */
  constructor(coveredUntil: number) {
    this.recent = new RecentRuns(coveredUntil);
  }

  /** The jobs that have had a run. */
  get jobs(): ReadonlyMap<string, Readonly<JobTally>> {
    return this.tallies;
  }

  /** Takes a run of the history, of which each run comes once. */
  takeHistoric(run: RunRecord): void {
    if (hasEnded(run)) this.count(run);
    else if (isRunning(run)) this.countBegun(run);
  }

  /** Those of `runs` that are not counted yet. */
  newOf(runs: readonly EndedRun[]): readonly EndedRun[] {
    return runs.filter(({ id, endedAt }) => this.recent.isNew(id, endedAt));
  }

  /** Takes runs that are over; those that were counted before do not count again. */
  takeEnded(runs: readonly EndedRun[]): void {
    for (const run of this.newOf(runs)) this.count(run);
  }

  /** Takes all runs that wait or go on, in place of those of the last time. */
  takeLive(runs: readonly RunRecord[]): void {
    for (const tally of this.tallies.values()) Object.assign(tally, { running: 0, queued: 0 });
    const ids = new Set(runs.map(({ id }) => id));
    for (const id of this.begun) if (!ids.has(id)) this.begun.delete(id);
    for (const run of runs) {
      const tally = this.tallyOf(run);
      if (isRunning(run)) {
        tally.running += 1;
        this.countBegun(run);
      } else tally.queued += 1;
    }
  }

  /** Says that every run that ended before `time` has been taken. */
  cover(time: number): void {
    this.recent.cover(time);
  }

  private countBegun(run: RunRecord): void {
    if (this.begun.has(run.id)) return;
    this.begun.add(run.id);
    this.tallyOf(run).total += 1;
  }

  private count(run: EndedRun): void {
    const tally = this.tallyOf(run);
    this.recent.note(run.id, run.endedAt);
    if (!this.begun.delete(run.id)) tally.total += 1;
    this.countEnd(tally, run);
    const { startedAt, endedAt } = run;
    // Dagster answers the end as the start of a run that never began.
    if (startedAt !== undefined && startedAt !== endedAt) {
      tally.durations.observe(Math.max(0, endedAt - startedAt));
    }
  }

  private countEnd(tally: JobTally, { status, endedAt }: EndedRun): void {
    if (status === 'SUCCESS') {
      tally.succeeded += 1;
      tally.lastSuccessAt = Math.max(tally.lastSuccessAt, endedAt);
    } else if (status === 'FAILURE') {
      tally.failed += 1;
      tally.lastFailureAt = Math.max(tally.lastFailureAt, endedAt);
    } else tally.canceled += 1;
  }

  private tallyOf({ job, location }: RunRecord): JobTally {
    const tally = this.tallies.get(job) ?? emptyTally();
    this.tallies.set(job, tally);
    tally.location ??= location;
    return tally;
  }
}
