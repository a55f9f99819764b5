import fc from 'fast-check';
import type { RunStatus } from '../dagster/dagster';
import { MemoryDagster, type PlantedRun } from '../testing';
import { RunWatch } from './run-watch';

/** What may happen, with how many seconds pass before it. */
const EVENTS = ['create', 'begin', 'end', 'touch', 'poll', 'restart', 'steps'] as const;

const ENDINGS: readonly RunStatus[] = ['SUCCESS', 'FAILURE', 'CANCELED'];

interface Happening {
  readonly event: (typeof EVENTS)[number];
  readonly afterSeconds: number;
  /** Chooses among runs and endings. */
  readonly choice: number;
}

/** A deployment in which things happen, and a watch over it. */
class Simulation {
  readonly dagster = new MemoryDagster();
  readonly runs: PlantedRun[] = [];
  watch: RunWatch;
  seconds = 1_000_000;

  constructor() {
    this.watch = this.newWatch();
  }

  async happen({ event, afterSeconds, choice }: Happening): Promise<void> {
    this.seconds += afterSeconds;
    if (event === 'poll') return this.watch.poll();
    if (event === 'steps') return this.watch.readStepHistory();
    if (event === 'restart') {
      this.watch = this.newWatch();
    } else if (event === 'create') this.create(choice);
    else this.change(event, choice);
  }

  private newWatch(): RunWatch {
    return new RunWatch({ dagster: this.dagster, now: () => new Date(this.seconds * 1000) });
  }

  private create(choice: number): void {
    const id = `run-${this.runs.length}`;
    const job = `job-${choice % 3}`;
    const common = {
      status: 'QUEUED',
      startedAt: undefined,
      endedAt: undefined,
      steps: [],
    } as const;
    this.keep(this.runs.length, { id, job, location: 'here', updatedAt: this.seconds, ...common });
  }

  private change(event: 'begin' | 'end' | 'touch', choice: number): void {
    const index = choice % Math.max(1, this.runs.length);
    const run = this.runs[index];
    if (run === undefined || (event === 'begin' && run.status !== 'QUEUED')) return;
    if (event === 'end' && run.endedAt !== undefined) return;
    const changes = {
      touch: {},
      begin: { status: 'STARTED', startedAt: this.seconds },
      end: this.ending(choice),
    } as const;
    this.keep(index, { ...run, updatedAt: this.seconds, ...changes[event] });
  }

  private ending(choice: number): Partial<PlantedRun> {
    const status = ENDINGS[choice % 3] ?? 'SUCCESS';
    const key = `step[${choice}]`;
    const steps = [{ key, status: status === 'SUCCESS' ? status : 'FAILURE' }] as const;
    return { status, endedAt: this.seconds, steps };
  }

  private keep(index: number, run: PlantedRun): void {
    this.runs[index] = run;
    this.dagster.plant(run);
  }
}

/** Counts as they should be, from what really happened. */
function truth(runs: readonly PlantedRun[]) {
  const jobs = [...new Set(runs.map(({ job }) => job))].sort();
  return jobs.map((name) => {
    const of = (...statuses: RunStatus[]) =>
      runs.filter(({ job, status }) => job === name && statuses.includes(status)).length;
    const [succeeded, failed, canceled] = [of('SUCCESS'), of('FAILURE'), of('CANCELED')];
    const [running, queued] = [of('STARTED'), of('QUEUED')];
    const total = succeeded + failed + canceled + running;
    const steps = [succeeded + failed + canceled, succeeded, failed + canceled];
    return { name, total, succeeded, failed, canceled, running, queued, steps };
  });
}

function counted({ jobs, steps }: RunWatch) {
  const names = [...(jobs?.jobs ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
  return names.map(([name, { total, succeeded, failed, canceled, running, queued }]) => {
    const step = steps?.stepsOf(name).get('step') ?? { total: 0, succeeded: 0, failed: 0 };
    const stepCounts = [step.total, step.succeeded, step.failed];
    return { name, total, succeeded, failed, canceled, running, queued, steps: stepCounts };
  });
}

const happening: fc.Arbitrary<Happening> = fc.record({
  event: fc.constantFrom(...EVENTS),
  afterSeconds: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9000 })),
  choice: fc.nat(1000),
});

describe('RunWatch', () => {
  it('counts each run and step exactly once, whatever happens in which order and however often it starts again', async () => {
    const property = fc.asyncProperty(
      fc.array(happening, { maxLength: 80 }),
      async (happenings) => {
        const simulation = new Simulation();
        for (const one of happenings) await simulation.happen(one);
        await simulation.watch.poll();
        await simulation.watch.readStepHistory();

        expect(counted(simulation.watch)).toEqual(truth(simulation.runs));
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('never lets a counter fall while it runs, even when runs are deleted', async () => {
    const simulation = new Simulation();
    for (const event of ['create', 'begin', 'poll'] as const) {
      await simulation.happen({ event, afterSeconds: 1, choice: 0 });
    }
    simulation.dagster.delete('run-0');
    await simulation.happen({ event: 'poll', afterSeconds: 1, choice: 0 });

    expect(simulation.watch.jobs?.jobs.get('job-0')).toMatchObject({ total: 1, running: 0 });
  });

  it('counts nothing of a poll that failed halfway, and all of it at the next', async () => {
    const { dagster, watch, ...simulation } = new Simulation();
    const at = simulation.seconds;
    await watch.poll();
    await watch.readStepHistory();
    const times = { startedAt: at, endedAt: at + 1, updatedAt: at + 1 };
    const steps = [{ key: 'only', status: 'FAILURE' }] as const;
    dagster.plant({ id: 'a', job: 'first', status: 'FAILURE', ...times, steps });
    dagster.beforeRuns = ({ withSteps }) =>
      withSteps === true ? Promise.reject(new Error('gone')) : Promise.resolve();

    await expect(watch.poll()).rejects.toThrow('gone');
    expect(watch.jobs?.jobs.get('first')).toBeUndefined();
    dagster.beforeRuns = () => Promise.resolve();
    await watch.poll();
    expect(watch.jobs?.jobs.get('first')).toMatchObject({ total: 1, failed: 1 });
    expect(watch.steps?.stepsOf('first').get('only')).toMatchObject({ total: 1, failed: 1 });
  });

  it('tells nothing of a history that it could not read to its end', async () => {
    const { dagster, watch, seconds } = new Simulation();
    const planted = Array.from({ length: 500 }, (_, number) => ({ id: `run-${number}` }));
    for (const { id } of planted) {
      const times = { startedAt: 1, endedAt: 2, updatedAt: seconds - 9000 };
      dagster.plant({ id, job: 'old', status: 'SUCCESS', ...times });
    }
    dagster.beforeRuns = ({ cursor, ids }) => {
      for (const { id } of cursor === undefined || ids ? [] : planted) dagster.delete(id);
      return Promise.resolve();
    };

    await expect(watch.poll()).rejects.toThrow('was deleted meanwhile');
    expect(watch.jobs).toBeUndefined();
  });
});
