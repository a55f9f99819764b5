import {
  dagsterAt,
  EXAMPLE_RUNS,
  itKeepsTheDagsterContract,
} from '@weather/dagster-exporter/testing';
import { ExampleDagster, type EventCounts } from './example-dagster';
import { ExporterProcess } from './exporter-process';
import { until } from './until';

jest.setTimeout(900_000);

/** What a metric tells, in the words of the event counts: `job [step] state`. */
async function told(
  exporter: ExporterProcess,
  metric: string,
  state: string,
): Promise<readonly (readonly [string, number])[]> {
  const samples = await exporter.samples(metric);
  return [...samples].map(([labels, value]) => {
    const names = [...labels.matchAll(/_name="([^"]*)"/g)].map(([, name = '']) => name);
    return [[...names, state].join(' '), value] as const;
  });
}

/** What the exporter tells, without what is 0. */
async function countsOf(exporter: ExporterProcess): Promise<EventCounts> {
  const states = { total: '', success: '_success', failure: '_failure', canceled: '_canceled' };
  const of = async (kind: 'job' | 'step') => {
    const parts = await Promise.all(
      Object.entries(states).map(([state, suffix]) =>
        told(exporter, `dagster_${kind}${suffix}_total`, state),
      ),
    );
    return Object.fromEntries(parts.flat().filter(([, value]) => value > 0));
  };
  return { jobs: await of('job'), steps: await of('step') };
}

describe('Dagster', () => {
  let dagster: ExampleDagster;
  let exporter: ExporterProcess | undefined;

  beforeAll(async () => {
    dagster = await ExampleDagster.start();
    await dagster.runJobs(...EXAMPLE_RUNS);
  });

  afterAll(async () => {
    await exporter?.stop();
    await dagster.stop();
  });

  itKeepsTheDagsterContract(() => dagsterAt(dagster.server.url));

  async function startExporter(): Promise<ExporterProcess> {
    await exporter?.stop();
    exporter = await ExporterProcess.start(dagster.server.url);
    return exporter;
  }

  /** Waits for the exporter to have taken up all there is, and answers what it tells. */
  async function settled(truth: EventCounts): Promise<EventCounts> {
    const watching = exporter ?? (await startExporter());
    const isEqual = async (): Promise<boolean> =>
      Object.entries((await countsOf(watching)).jobs).length > 0 &&
      JSON.stringify(sorted(await countsOf(watching))) === JSON.stringify(sorted(truth));
    await until('the counts are those of the event log', isEqual, 60).catch(() => undefined);
    return countsOf(watching);
  }

  const sorted = ({ jobs, steps }: EventCounts) =>
    [jobs, steps].map((counts) =>
      Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)),
    );

  it('is told of as its event log has it after 200 mixed runs, two restarts of the exporter and one of Dagster', async () => {
    const mixed = (times: number): readonly string[] =>
      Array.from({ length: times }, () => [
        'steady',
        'broken',
        'nested',
        'steady',
        'broken',
      ]).flat();
    await startExporter();
    await dagster.runJobs('--tag-failed', ...mixed(12));
    await startExporter();
    await dagster.cancel('endless');
    await dagster.runJobs(...mixed(10));
    await dagster.server.restart();
    await dagster.runJobs('--tag-failed', ...mixed(8));
    const before = await dagster.countEvents();
    expect(await settled(before)).toEqual(before);

    await startExporter();
    await dagster.runJobs(...mixed(10).slice(0, 43));
    const truth = await dagster.countEvents();
    const ended = Object.entries(truth.jobs).filter(([name]) => name.endsWith('total'));
    expect(ended.reduce((sum, [, count]) => sum + count, 0)).toBe(200);
    expect(truth.jobs).toMatchObject({ 'endless canceled': 1, 'endless total': 1 });
    expect(await settled(truth)).toEqual(truth);
  });
});
