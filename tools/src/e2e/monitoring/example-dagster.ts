import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DagsterServer } from '../../servers/dagster';
import { run } from '../../servers/run';

const PROGRAMS = resolve(import.meta.dirname, 'dagster');

/** What the event logs of all runs tell: how many, by job and state, and by job, step and state. */
export interface EventCounts {
  readonly jobs: Readonly<Record<string, number>>;
  readonly steps: Readonly<Record<string, number>>;
}

/** A real Dagster with jobs that are made for the exporter. */
export class ExampleDagster {
  private constructor(
    readonly server: DagsterServer,
    private readonly folder: string,
  ) {}

  /** @param manyJobs how many jobs there are besides, which never run */
  static async start(manyJobs = 0): Promise<ExampleDagster> {
    const folder = mkdtempSync(join(tmpdir(), 'weather-example-'));
    const server = await DagsterServer.start({
      folder,
      module: 'example_jobs',
      workingDirectory: PROGRAMS,
      environment: { MANY_JOBS: String(manyJobs), PYTHONDONTWRITEBYTECODE: '1' },
      say: (line) => process.stderr.write(`${line}\n`),
    });
    return new ExampleDagster(server, folder);
  }

  /** Runs jobs one after the other in one process, which costs little; they are as real as others. */
  async runJobs(...names: readonly string[]): Promise<void> {
    await this.python('run_jobs.py', names);
  }

  /** Launches a run as the page of Dagster does and ends it once it is going on. */
  async cancel(job: string): Promise<void> {
    const { api } = this.server;
    const id = await api.launch(job);
    while ((await api.statusOf(id)) !== 'STARTED')
      await new Promise((done) => setTimeout(done, 200));
    await api.query('mutation ($id: String!) { terminateRun(runId: $id) { __typename } }', { id });
    await api.untilEnded(id);
  }

  async countEvents(): Promise<EventCounts> {
    return JSON.parse(await this.python('count_events.py', [])) as EventCounts;
  }

  /** Plants ended runs of `jobs` jobs, without an event log. */
  async plantRuns(runs: number, jobs: number): Promise<void> {
    await this.python('plant_runs.py', [String(runs), String(jobs)]);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private python(program: string, words: readonly string[]): Promise<string> {
    const env = this.server.environment;
    return run('python', [join(PROGRAMS, program), ...words], { env, cwd: PROGRAMS });
  }
}
