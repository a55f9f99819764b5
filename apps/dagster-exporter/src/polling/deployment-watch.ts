import type { Daemon, Dagster, Roster } from '../dagster/dagster';
import { KnownJobs } from '../ledger/known-jobs';
import { RunWatch, type RunWatchParts } from './run-watch';

/** All that is known of a deployment, as of the last polls. */
export class DeploymentWatch {
  readonly jobs = new KnownJobs();
  readonly runs: RunWatch;
  private readonly dagster: Dagster;
  private lastRoster: Roster | undefined;
  private lastDaemons: readonly Daemon[] = [];

  constructor(parts: RunWatchParts) {
    this.dagster = parts.dagster;
    this.runs = new RunWatch(parts);
  }

  get roster(): Roster | undefined {
    return this.lastRoster;
  }

  get daemons(): readonly Daemon[] {
    return this.lastDaemons;
  }

  /** @throws {DagsterError} when Dagster does not answer */
  async pollRoster(): Promise<void> {
    this.lastRoster = await this.dagster.roster();
    this.jobs.take(this.lastRoster);
  }

  /** @throws {DagsterError} when Dagster does not answer */
  async pollDaemons(): Promise<void> {
    this.lastDaemons = await this.dagster.daemons();
  }
}
