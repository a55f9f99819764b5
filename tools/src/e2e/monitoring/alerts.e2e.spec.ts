import { BOARDS, panelsOf } from '@weather/infra/monitoring';
import { CLUSTER_PANELS } from '../../monitoring/cluster-panels';
import { until } from './until';
import { startWatchedPlatform, type WatchedPlatform } from './watched-platform';

const WEATHER = 'weather_product_job';
const HOUR_MS = 3_600_000;

jest.setTimeout(600_000);

/** The hour before this one, as Dagster names it. */
function lastHour(): string {
  const hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS);
  return `${hour.toISOString().slice(0, 13).replace('T', '-')}:00`;
}

describe('an alert, from its cause to those it is for', () => {
  let platform: WatchedPlatform;
  let asking: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    platform = await startWatchedPlatform();
    asking = setInterval(() => {
      void platform.api.get('/products?limit=1').then(
        (answer) => answer.arrayBuffer(),
        () => undefined,
      );
    }, 200);
  });

  afterAll(async () => {
    clearInterval(asking);
    await platform.stop();
  });

  async function value(expression: string): Promise<number | undefined> {
    const [series] = await platform.prometheus.query(expression);
    return series && Number(series.value);
  }

  async function launchWeather(config: object): Promise<string> {
    const { api } = platform.dagster;
    const run = await api.launch(WEATHER, {
      tags: { 'dagster/partition': lastHour() },
      runConfig: { ops: { fetch_weather: { config } } },
    });
    return api.untilEnded(run);
  }

  it('has every job and step at 0 to start from', async () => {
    await until('the weather job is known', async () => {
      const failures = await value(`dagster_job_failure_total{job_name="${WEATHER}"}`);
      return failures === 0;
    });
    const upload = `{job_name="${WEATHER}",step_name="upload_to_s3"}`;
    await until('its steps are known', async () => {
      return (await value(`dagster_step_failure_total${upload}`)) === 0;
    });
    expect(await value('dagster_job_failure_total{job_name="demo_flaky_job"}')).toBe(0);
  });

  it('calls the dead man’s switch', async () => {
    await until('the switch is called', () => platform.told.isAlive);
  });

  it('ProductsApiErrorsFast: the store of the API fails', async () => {
    await platform.told.firing('ProductsApiErrorsFast');
    platform.apiStore.inject();
    const answer = await platform.api.get('/products?limit=1');
    expect([200, 503]).toContain(answer.status);
  });

  it('DemoJobFailed and DagsterJobFailed: a job fails for the first time', async () => {
    const { dagster, told } = platform;
    const demo = dagster.api
      .launch('demo_flaky_job', {
        runConfig: { ops: { demo_flaky: { config: { failure_rate: 1 } } } },
      })
      .then((run) => dagster.api.untilEnded(run));
    const weather = launchWeather({ source: 'openweather' });
    await Promise.all([told.firing('DemoJobFailed'), told.firing('DagsterJobFailed')]);

    expect(await Promise.all([demo, weather])).toEqual(['FAILURE', 'FAILURE']);
    expect(told.slackMessage('DagsterJobFailed')).toContain(`A run of ${WEATHER} failed.`);
    expect(told.slackMessage('DagsterJobFailed')).toContain(
      'docs/operations/pipeline.md#dagsterjobfailed',
    );
    await Promise.all([told.resolved('DemoJobFailed'), told.resolved('DagsterJobFailed')]);
  });

  it('VaultAuthenticationFailure: Vault refuses the login of a pod', async () => {
    const { pod, told } = platform;
    const said = await pod.startContainer();
    expect([pod.wasRefused, said]).toEqual([true, expect.stringMatching(/denied|refuse/i)]);
    await told.firing('VaultAuthenticationFailure');
    await told.resolved('VaultAuthenticationFailure', 180);
  });

  it('S3UploadFailures: S3 refuses what was collected, and that alone is told', async () => {
    const { told, workerStore } = platform;
    const before = told.http.received.length;
    workerStore.inject(() => ({ kind: 'slow-down' }));
    expect(await launchWeather({ source: 'replay' })).toBe('FAILURE');
    await told.firing('S3UploadFailures');
    workerStore.inject();
    await told.resolved('S3UploadFailures');
    const since = told.http.received.slice(before).map(({ body }) => body);
    expect(since.filter((body) => body.includes('Critical: DagsterJobFailed'))).toEqual([]);
  });

  it('WeatherPipelineStale: no run succeeded in two hours', async () => {
    await platform.told.firing('WeatherPipelineStale', 240);
    expect(await launchWeather({ source: 'replay' })).toBe('SUCCESS');
    await platform.told.resolved('WeatherPipelineStale');
  });

  it('ProductsApiErrorsFast is resolved once the API serves again', async () => {
    await platform.told.resolved('ProductsApiErrorsFast', 180);
  });

  it('DagsterDaemonDown: the daemon is killed', async () => {
    const { dagster, told, prometheus } = platform;
    await until('all daemons beat', async () => {
      const alerts = await prometheus.alerts();
      return !alerts.some(({ name }) => name === 'DagsterDaemonDown');
    });
    told.forget();
    await dagster.stopPart('daemon', 'SIGKILL');
    await told.firing('DagsterDaemonDown', 240);
    await dagster.startPart('daemon');
    await told.resolved('DagsterDaemonDown', 240);
  });

  it('every panel of every dashboard has data, but those that need a cluster', async () => {
    const queries = BOARDS.flatMap((board) =>
      panelsOf(board).flatMap(({ title, queries: all }) =>
        all.map(({ expr }) => ({ expr, panel: `${board.title}: ${title}` })),
      ),
    ).filter(({ panel }) => CLUSTER_PANELS[panel] === undefined);
    const empty: string[] = [];
    for (const { expr, panel } of queries) {
      const filled = expr
        .replaceAll(/\$__(rate_interval|range)/g, '15m')
        .replaceAll(/\$\w+/g, '.*');
      const series = await platform.prometheus.query(filled);
      if (series.every(({ value: told }) => told === 'NaN')) empty.push(`${panel}: ${expr}`);
    }
    expect(empty).toEqual([]);
    expect(queries.length).toBeGreaterThan(30);
  });
});
