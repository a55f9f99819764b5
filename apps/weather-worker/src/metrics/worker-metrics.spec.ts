import { JOB_METRICS, QUALITY_CHECKS, WEATHER_STEPS } from '@weather/weather-domain';
import type { RunOutcome } from '../pipeline/run-outcome';
import { METRICS, type MetricDescription } from './catalogue';
import { WorkerMetrics } from './worker-metrics';

const NOW = new Date('2026-11-23T12:00:10Z');
const JOB = 'weather_product_job';

function outcome(changes: Partial<RunOutcome>): RunOutcome {
  return {
    status: 'published',
    at: '2026-11-23T12:00:00.000Z',
    keys: [],
    key: undefined,
    rows: 2,
    bytes: 1,
    sha256: undefined,
    etag: undefined,
    cities: { configured: 2, published: 2, failed: [] },
    quarantined: 0,
    quarantineKeys: [],
    checks: [],
    seconds: 3,
    ...changes,
  };
}

describe('WorkerMetrics', () => {
  let metrics: WorkerMetrics;

  beforeEach(() => {
    metrics = new WorkerMetrics('replay', () => NOW);
  });

  /** The samples that stand in the exposition, by name and labels as written there. */
  async function samples(): Promise<ReadonlyMap<string, number>> {
    const lines = (await metrics.registry.metrics()).split('\n').filter((line) => /^\w/.test(line));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), Number(line.slice(end + 1))];
      }),
    );
  }

  it('exports what the catalogue says, and of other metrics only those of the process', async () => {
    const exported = await metrics.registry.getMetricsAsJSON();
    const own = exported.filter(({ name }) => !/^(process|nodejs)_/.test(name));
    const described: MetricDescription[] = Object.values(METRICS);
    expect(own.map(({ name, help, type }) => ({ name, help, type })).sort(byName)).toEqual(
      described.map(({ name, help, type }) => ({ name, help, type })).sort(byName),
    );
    expect(exported.map(({ name }) => name)).not.toContain('up');
  });

  it('has the labels of the catalogue, and no others', async () => {
    const text = await metrics.registry.metrics();
    for (const { name, labels } of Object.values<MetricDescription>(METRICS)) {
      const [, written = ''] =
        new RegExp(`^${name}(?:_count)?\\{([^}]*)\\} `, 'm').exec(text) ?? [];
      const names = written.split(',').map((label) => label.split('=')[0]);
      expect([name, ...names]).toEqual([name, ...labels]);
    }
  });

  it('uses the names that every engine shares for jobs and steps', () => {
    const names: string[] = Object.values(METRICS).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.values(JOB_METRICS)));
  });

  it('starts with every known job, step, reason and check at 0', async () => {
    const all = await samples();
    const expected = [
      ...[JOB, 'demo_flaky_job'].flatMap((job) =>
        [
          JOB_METRICS.total,
          JOB_METRICS.success,
          JOB_METRICS.failure,
          JOB_METRICS.running,
          JOB_METRICS.lastSuccess,
        ].map((name) => `${name}{job_name="${job}"}`),
      ),
      ...[JOB, 'demo_flaky_job'].map((job) => `${JOB_METRICS.duration}_count{job_name="${job}"}`),
      ...WEATHER_STEPS.flatMap((step) =>
        [JOB_METRICS.stepTotal, JOB_METRICS.stepSuccess, JOB_METRICS.stepFailure].map(
          (name) => `${name}{job_name="${JOB}",step_name="${step}"}`,
        ),
      ),
      ...['published', 'unchanged', 'partial', 'failed'].map(
        (status) => `weather_runs_total{status="${status}"}`,
      ),
      ...['overlap', 'missed'].map(
        (reason) => `weather_schedule_skipped_total{reason="${reason}"}`,
      ),
      ...['timeout', 'unauthorized', 'quarantined'].map(
        (reason) => `weather_city_failures_total{reason="${reason}"}`,
      ),
      'weather_source_requests_total{source="replay",outcome="ok"}',
      ...QUALITY_CHECKS.map(
        ({ name, severity }) =>
          `weather_quality_check_failures_total{check="${name}",severity="${severity}"}`,
      ),
    ];
    expect(expected.filter((sample) => all.get(sample) !== 0)).toEqual([]);
    expect(all.get('weather_worker_info{version="0.1.0",source="replay"}')).toBe(1);
  });

  it('has the buckets that jobs take', async () => {
    const bounds = [...(await samples()).keys()].flatMap((sample) => {
      const [, bound] =
        /^dagster_job_duration_seconds_bucket\{le="([^"]+)",job_name="weather_product_job"\}$/.exec(
          sample,
        ) ?? [];
      return bound ?? [];
    });
    expect(bounds).toEqual(['1', '5', '10', '30', '60', '120', '180', '300', '600', '+Inf']);
  });

  it('counts a partial run as a success of the job, and as partial', async () => {
    metrics.noteEvent({ kind: 'run-started', at: NOW });
    expect((await samples()).get(`dagster_jobs_running{job_name="${JOB}"}`)).toBe(1);
    const failure = { city: 'Oslo', reason: 'timeout', message: 'm' } as const;
    metrics.noteEvent({ kind: 'city-done', failure: undefined });
    metrics.noteEvent({ kind: 'city-done', failure });
    const cities = { configured: 2, published: 1, failed: [failure] };
    metrics.noteEvent({ kind: 'run-finished', outcome: outcome({ status: 'partial', cities }) });
    const all = await samples();
    const job = (name: string) => all.get(`dagster_job${name}{job_name="${JOB}"}`);
    expect([job('_total'), job('_success_total'), job('_failure_total'), job('s_running')]).toEqual(
      [1, 1, 0, 0],
    );
    expect(job('_last_success_timestamp_seconds')).toBe(NOW.getTime() / 1000);
    expect(job('_duration_seconds_sum')).toBe(3);
    expect(all.get('weather_runs_total{status="partial"}')).toBe(1);
    expect(all.get('weather_city_failures_total{reason="timeout"}')).toBe(1);
    expect(all.get('weather_run_cities{state="failed"}')).toBe(1);
  });

  it('counts a run that threw, and one without a single city, as failures', async () => {
    metrics.noteEvent({ kind: 'run-started', at: NOW });
    metrics.noteEvent({ kind: 'run-failed', error: new Error('x'), seconds: 1 });
    metrics.noteEvent({ kind: 'run-started', at: NOW });
    metrics.noteEvent({ kind: 'run-finished', outcome: outcome({ status: 'failed' }) });
    const all = await samples();
    expect(all.get(`dagster_job_failure_total{job_name="${JOB}"}`)).toBe(2);
    expect(all.get(`dagster_job_last_success_timestamp_seconds{job_name="${JOB}"}`)).toBe(0);
    expect(all.get('weather_runs_total{status="failed"}')).toBe(2);
  });

  it('counts steps, calls, skips, quarantined lines and failed checks', async () => {
    metrics.noteEvent({ kind: 'step', step: 'upload_to_s3', state: 'started' });
    metrics.noteEvent({
      kind: 'step',
      step: 'upload_to_s3',
      state: 'failed',
      error: new Error('x'),
    });
    metrics.noteCall({ source: 'replay', outcome: 'timeout', seconds: 0.2 });
    metrics.noteSkip('overlap');
    const [check] = QUALITY_CHECKS;
    if (check === undefined) throw new Error('there are no checks');
    const result = { ...check, passed: false, actual: '', observed: 3, failed: 2 };
    metrics.noteEvent({ kind: 'checked', results: [result] });
    const all = await samples();
    const step = `{job_name="${JOB}",step_name="upload_to_s3"}`;
    expect(all.get(`dagster_step_total${step}`)).toBe(1);
    expect(all.get(`dagster_step_failure_total${step}`)).toBe(1);
    expect(all.get('weather_source_requests_total{source="replay",outcome="timeout"}')).toBe(1);
    expect(all.get('weather_source_request_duration_seconds_count{source="replay"}')).toBe(1);
    expect(all.get('weather_schedule_skipped_total{reason="overlap"}')).toBe(1);
    expect(all.get('weather_quality_check_failures_total{check="schema",severity="ERROR"}')).toBe(
      2,
    );
  });
});

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
