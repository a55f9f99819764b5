import { ExampleDagster } from './example-dagster';
import { ExporterProcess } from './exporter-process';
import { until } from './until';

jest.setTimeout(1_200_000);

const JOBS = 500;
const RUNS = 100_000;
const SCRAPES = 50;

/** What the program may use for its objects, MiB; it ends when it needs more. */
const HEAP_MIB = 96;

describe('the exporter of a Dagster with 500 jobs and 100,000 runs', () => {
  let dagster: ExampleDagster;
  let exporter: ExporterProcess;

  beforeAll(async () => {
    dagster = await ExampleDagster.start(JOBS);
    await dagster.plantRuns(RUNS, JOBS);
    exporter = await ExporterProcess.start(dagster.server.url, {
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}`,
    });
  });

  afterAll(async () => {
    await exporter.stop();
    await dagster.stop();
  });

  async function runsTold(): Promise<number> {
    const samples = await exporter.samples('dagster_job_total');
    return [...samples.values()].reduce((sum, value) => sum + value, 0);
  }

  async function memory(): Promise<number> {
    const [, value = ''] =
      /^process_resident_memory_bytes (\d+)/m.exec(await exporter.scrape()) ?? [];
    return Number(value);
  }

  async function millisecondsOfScrape(): Promise<number> {
    const startedAt = performance.now();
    await exporter.scrape();
    return performance.now() - startedAt;
  }

  it('counts all runs, answers a scrape within 100 ms, and gets by with little memory', async () => {
    const startedAt = performance.now();
    await until('all runs are counted', async () => (await runsTold()) === RUNS, 600);
    const seconds = (performance.now() - startedAt) / 1000;
    const first = await memory();
    const times: number[] = [];
    for (let scrape = 0; scrape < SCRAPES; scrape += 1) times.push(await millisecondsOfScrape());
    times.sort((one, other) => one - other);
    await new Promise((done) => setTimeout(done, 30_000));
    const last = await memory();
    const [median = 0, slowest = 0] = [times[SCRAPES / 2], times.at(-1)];
    process.stderr.write(
      `history read in ${seconds.toFixed(0)} s; scrape: median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms; ` +
        `memory ${(first / 2 ** 20).toFixed(0)} MiB, 30 s later ${(last / 2 ** 20).toFixed(0)} MiB\n`,
    );

    expect(await runsTold()).toBe(RUNS);
    expect(median).toBeLessThan(100);
    expect(Math.max(first, last)).toBeLessThan(300 * 2 ** 20);
  });
});
