import {
  DagsterError,
  type Dagster,
  type JobDefinition,
  type RunQuery,
  type RunRecord,
} from '../dagster/dagster';
import { EXAMPLE_JOBS } from './example-deployment';

const ALL: RunQuery = { limit: 100 };

function idsOf(runs: readonly RunRecord[]): readonly string[] {
  return runs.map(({ id }) => id);
}

/** The steps of each job, by its name; in what order a job names its steps does not count. */
function stepsByJob(jobs: readonly JobDefinition[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(jobs.map(({ name, steps }) => [name, [...steps].sort()]));
}

/**
 * What every {@link Dagster} does.
 *
 * @param dagster answers one that consists of the example deployment, after its runs
 */
export function itKeepsTheDagsterContract(dagster: () => Dagster): void {
  it('tells of the runs, the newest first', async () => {
    const runs = await dagster().runs(ALL);
    const told = runs.map(({ job, status }) => [job, status]);

    expect(told).toEqual([
      ['steady', 'SUCCESS'],
      ['broken', 'FAILURE'],
      ['nested', 'SUCCESS'],
      ['steady', 'SUCCESS'],
      ['broken', 'FAILURE'],
      ['steady', 'SUCCESS'],
    ]);
    for (const { startedAt = 0, endedAt = 0, steps } of runs) {
      expect(startedAt).toBeGreaterThan(1_000_000);
      expect(endedAt).toBeGreaterThan(startedAt);
      expect(steps).toEqual([]);
    }
  });

  it('goes on after any run, without a gap and without one twice', async () => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ; cursor = ids.at(-1)) {
      const page = await dagster().runs({ limit: 2, cursor });
      if (page.length === 0) break;
      ids.push(...idsOf(page));
    }
    expect(ids).toEqual(idsOf(await dagster().runs(ALL)));
  });

  it('answers nothing after a run that is not there', async () => {
    const cursor = '00000000-0000-0000-0000-000000000000';
    expect(await dagster().runs({ ...ALL, cursor })).toEqual([]);
  });

  it('finds runs by id, by status and by the time of their last change', async () => {
    const all = await dagster().runs(ALL);
    const [newest] = all;
    const failed = await dagster().runs({ ...ALL, statuses: ['FAILURE', 'STARTED'] });
    const later = await dagster().runs({ ...ALL, updatedAfter: (newest?.endedAt ?? 0) + 3600 });
    const since = await dagster().runs({ ...ALL, updatedAfter: 1000 });

    expect(idsOf(await dagster().runs({ ...ALL, ids: [newest?.id ?? ''] }))).toEqual([newest?.id]);
    expect(await dagster().runs({ ...ALL, ids: [] })).toEqual([]);
    expect(failed.map(({ job }) => job)).toEqual(['broken', 'broken']);
    expect([later, since.length]).toEqual([[], all.length]);
  });

  it('tells the steps of runs where they are asked for', async () => {
    const runs = await dagster().runs({ ...ALL, withSteps: true });
    const steps = Object.fromEntries(
      runs.map(({ job, steps }) => [job, steps.map(({ key, status }) => `${key} ${status ?? ''}`)]),
    );
    const broken = ['prepare SUCCESS', 'break_down FAILURE'];
    expect(steps).toEqual({
      steady: ['first SUCCESS', 'second SUCCESS'],
      broken: expect.arrayContaining(broken) as readonly string[],
      nested: ['inside.first SUCCESS'],
    });
  });

  it('names every job with its steps, whether it ever ran or not', async () => {
    const { version, locations } = await dagster().roster();
    const jobs = locations.flatMap((location) => location.jobs);

    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(locations.map(({ state }) => state)).toEqual(['loaded']);
    expect(stepsByJob(jobs)).toMatchObject(stepsByJob(EXAMPLE_JOBS));
  });

  it('tells of the daemons', async () => {
    const types = (await dagster().daemons()).map(({ type }) => type);
    expect(types).toContain('SCHEDULER');
  });
}

/** What every {@link Dagster} does that cannot reach its deployment. */
export function itTellsThatDagsterIsAway(dagster: () => Dagster): void {
  it.each(['runs', 'roster', 'daemons'] as const)(
    'throws what it could not do: %s',
    async (what) => {
      await expect(dagster()[what](ALL)).rejects.toBeInstanceOf(DagsterError);
    },
  );
}
