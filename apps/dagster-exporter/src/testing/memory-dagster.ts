import {
  DagsterError,
  type CodeLocation,
  type Daemon,
  type Dagster,
  type JobDefinition,
  type Roster,
  type RunQuery,
  type RunRecord,
} from '../dagster/dagster';

/** A run as it is kept. */
export interface PlantedRun extends RunRecord {
  /** When its state changed last, Unix seconds. */
  readonly updatedAt: number;
}

/** A Dagster deployment in memory, for tests. */
export class MemoryDagster implements Dagster {
  /** Code locations, by name. */
  readonly locations = new Map<string, CodeLocation>();
  readonly daemonList: Daemon[] = [];
  version = '0.0.0';
  /** Whether nothing is answered. */
  isDown = false;
  /** Waited for before runs are answered; what it throws is the answer. */
  beforeRuns: (query: RunQuery) => Promise<void> = () => Promise.resolve();
  /** In the order of their creation. */
  private readonly planted = new Map<string, PlantedRun>();

  /** Adds a run, or changes it. */
  plant(run: Omit<PlantedRun, 'location' | 'steps'> & Partial<PlantedRun>): void {
    this.planted.set(run.id, { location: 'here', steps: [], ...run });
  }

  delete(id: string): void {
    this.planted.delete(id);
  }

  /** Defines a code location. */
  define(name: string, jobs: readonly JobDefinition[], state: CodeLocation['state'] = 'loaded') {
    this.locations.set(name, { name, state, jobs, schedules: [], sensors: [] });
  }

  async runs(query: RunQuery): Promise<readonly RunRecord[]> {
    await this.beforeRuns(query);
    return this.answer('list runs', () => {
      const newestFirst = [...this.planted.values()].reverse();
      const matching = this.after(newestFirst, query.cursor).filter((run) => matches(run, query));
      const { withSteps = false } = query;
      return matching
        .slice(0, query.limit)
        .map((run) => ({ ...run, steps: withSteps ? run.steps : [] }));
    });
  }

  roster(): Promise<Roster> {
    const { version } = this;
    return this.answer('list code locations', () => ({
      version,
      locations: [...this.locations.values()],
    }));
  }

  daemons(): Promise<readonly Daemon[]> {
    return this.answer('list daemons', () => [...this.daemonList]);
  }

  /** Like Dagster, which answers nothing when it does not know the run to go on after. */
  private after(runs: readonly PlantedRun[], cursor: string | undefined): readonly PlantedRun[] {
    if (cursor === undefined) return runs;
    const index = runs.findIndex(({ id }) => id === cursor);
    return index === -1 ? [] : runs.slice(index + 1);
  }

  private answer<Answer>(action: string, answer: () => Answer): Promise<Answer> {
    if (this.isDown) return Promise.reject(new DagsterError(action, 'it is down'));
    return Promise.resolve(answer());
  }
}

function matches(run: PlantedRun, { ids, statuses, updatedAfter }: RunQuery): boolean {
  return (
    (ids?.includes(run.id) ?? true) &&
    (statuses?.includes(run.status) ?? true) &&
    (updatedAfter === undefined || run.updatedAt > updatedAfter)
  );
}
