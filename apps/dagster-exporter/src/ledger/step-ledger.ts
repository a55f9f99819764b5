import type { StepRecord } from '../dagster/dagster';
import type { EndedRun } from './job-ledger';
import { RecentRuns } from './recent-runs';

/** What was counted of one step of a job, over the runs that ended. */
export interface StepTally {
  /** Runs in which it was begun. */
  total: number;
  succeeded: number;
  failed: number;
}

/** The name of a step without the key of its mapping, of which there may be any number. */
export function stepName(key: string): string {
  return key.replace(/\[[^\]]*\]/g, '');
}

/** Counts the steps of each ended run once. */
export class StepLedger {
  private readonly jobs = new Map<string, Map<string, StepTally>>();
  private readonly recent: RecentRuns;

  /** @param coveredUntil the time at which the history was asked for */
  constructor(coveredUntil: number) {
    this.recent = new RecentRuns(coveredUntil);
  }

  /** What was counted, by job and step. */
  stepsOf(job: string): ReadonlyMap<string, Readonly<StepTally>> {
    return this.jobs.get(job) ?? new Map<string, StepTally>();
  }

  /** Takes a run of the history, of which each run comes once; the newest may have come before. */
  takeHistoric(run: EndedRun): void {
    if (this.recent.isLongOver(run.endedAt)) this.count(run);
    else this.takeEnded([run]);
  }

  /** Takes runs that are over; those that were counted before do not count again. */
  takeEnded(runs: readonly EndedRun[]): void {
    for (const run of runs) {
      if (!this.recent.isNew(run.id, run.endedAt)) continue;
      this.recent.note(run.id, run.endedAt);
      this.count(run);
    }
  }

  /** Says that every run that ended before `time` has been taken. */
  cover(time: number): void {
    this.recent.cover(time);
  }

  private count({ job, steps }: EndedRun): void {
    for (const step of steps) if (step.status !== 'SKIPPED') this.countStep(job, step);
  }

  private countStep(job: string, { key, status }: StepRecord): void {
    const tallies = this.jobs.get(job) ?? new Map<string, StepTally>();
    this.jobs.set(job, tallies);
    const name = stepName(key);
    const tally = tallies.get(name) ?? { total: 0, succeeded: 0, failed: 0 };
    tallies.set(name, tally);
    tally.total += 1;
    if (status === 'SUCCESS') tally.succeeded += 1;
    if (status === 'FAILURE') tally.failed += 1;
  }
}
