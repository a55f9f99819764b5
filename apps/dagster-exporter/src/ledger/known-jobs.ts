import type { CodeLocation, Roster } from '../dagster/dagster';
import { stepName } from './step-ledger';

/** So many rosters in a row must lack a job before its metrics go. */
export const MISSES_BEFORE_GONE = 3;

interface Known {
  readonly location: string;
  readonly steps: readonly string[];
  misses: number;
}

/**
 * Which jobs there are. A job that vanished for good is dropped, because its metrics would stay as
 * they are for ever; one whose code location does not load right now is not, because its counters
 * would be seen to start again.
 */
export class KnownJobs {
  private readonly known = new Map<string, Known>();
  private locations: readonly CodeLocation[] = [];

  /** Takes what Dagster consists of now. */
  take({ locations }: Roster): void {
    this.locations = locations;
    const seen = new Set<string>();
    for (const location of locations) {
      for (const { name, steps } of location.jobs) {
        seen.add(name);
        this.known.set(name, { location: location.name, steps: steps.map(stepName), misses: 0 });
      }
    }
    for (const [name, job] of this.known) if (!seen.has(name)) this.miss(name, job);
  }

  /** The names of all jobs that are told of. */
  get names(): readonly string[] {
    return [...this.known.keys()];
  }

  /** The steps of a job as they are defined now; `undefined` when that is not known. */
  stepsOf(job: string): readonly string[] | undefined {
    return this.known.get(job)?.steps;
  }

  /** Whether a job that is not known may come back, because its code location is not loaded. */
  mayComeBack(location: string | undefined): boolean {
    return location !== undefined && this.isUnloaded(location);
  }

  private miss(name: string, job: Known): void {
    if (this.isUnloaded(job.location)) return;
    job.misses += 1;
    if (job.misses >= MISSES_BEFORE_GONE) this.known.delete(name);
  }

  private isUnloaded(location: string): boolean {
    return this.locations.some(({ name, state }) => name === location && state !== 'loaded');
  }
}
