import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock, settled } from '../../testing/clocks';
import { startStandIn, type StandIn } from '../../testing/stand-in';
import { temporaryDirectory } from '../../testing/temporary-directory';
import { TestShell } from '../../testing/test-shell';
import { until } from '../../testing/until';

const MINUTE = 60_000;

describe('schedule', () => {
  const root = temporaryDirectory();
  let standIn: StandIn | undefined;
  let clock: ManualClock;
  let count = 0;
  let running: { shell: TestShell; code: Promise<number> }[];

  beforeEach(() => {
    count += 1;
    running = [];
    clock = new ManualClock(new Date('2026-11-23T12:30:00Z'));
  });

  afterEach(async () => {
    // What a test that failed left running.
    for (const { shell, code } of running) {
      shell.signals.emit('SIGTERM');
      shell.signals.emit('SIGTERM');
      await code;
    }
    await standIn?.close();
  });

  const store = () => join(root, `store-${count}`);
  const hasProduct = (time: string) =>
    existsSync(join(store(), `weather-products/2026/11/23/${time}.jsonl`));

  function shellWith(environment: Record<string, string> = {}): TestShell {
    return new TestShell(
      { WEATHER_SOURCE: 'replay', WEATHER_STORE_DIR: store(), WORKER_PORT: '0', ...environment },
      { clock },
    );
  }

  /** Starts the schedule; answers its exit code to come, and where it listens. */
  async function start(shell: TestShell, ...words: readonly string[]) {
    const code = shell.run('schedule', '--json', ...words);
    running.push({ shell, code });
    const started = () =>
      shell.stderr.lines.find((line) => (line as { msg: string }).msg === 'Schedule:Start:Done');
    await until(() => started() !== undefined);
    const { port } = started() as { port: number };
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, text: await response.text() };
    };
    return { code, get, port };
  }

  it('makes up for the latest time, runs by the clock, and ends with 0 when asked to', async () => {
    const shell = shellWith();
    const { code, get } = await start(shell);
    await until(() => hasProduct('120000'));
    await until(async () => (await get('/health/ready')).status === 200);
    expect((await get('/health/live')).status).toBe(200);
    await settled();
    await clock.advance(30 * MINUTE);
    await until(() => hasProduct('130000'));
    const success = 'dagster_job_success_total{job_name="weather_product_job"} 2';
    await until(async () => (await get('/metrics')).text.includes(success));
    shell.signals.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(shell.outcome).toEqual({ status: 'stopped', succeeded: 2, failed: 0 });
  });

  it('knows after a restart when something was published last', async () => {
    await shellWith().run('run', '--at', '2026-11-23T12:00:00Z');
    const shell = shellWith();
    const { code, get } = await start(shell);
    const sample = `dagster_job_last_success_timestamp_seconds{job_name="weather_product_job"} ${Date.parse('2026-11-23T12:00:00Z') / 1000}`;
    await until(async () => (await get('/metrics')).text.includes(sample));
    shell.signals.emit('SIGINT');
    expect(await code).toBe(0);
  });

  it('is alive but not ready when the last two runs failed', async () => {
    writeFileSync(join(root, 'a-file'), '');
    const shell = shellWith({ WEATHER_STORE_DIR: join(root, 'a-file') });
    const { code, get } = await start(shell);
    const failures = (count: number) =>
      `dagster_job_failure_total{job_name="weather_product_job"} ${count}`;
    await until(async () => (await get('/metrics')).text.includes(failures(1)));
    await settled();
    await clock.advance(30 * MINUTE);
    await until(async () => (await get('/metrics')).text.includes(failures(2)));
    await until(async () => (await get('/health/ready')).status === 503);
    expect((await get('/health/live')).status).toBe(200);
    shell.signals.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(shell.outcome).toMatchObject({ succeeded: 0, failed: 2 });
  });

  async function stalling(environment: Record<string, string> = {}) {
    standIn = await startStandIn(() => ({ stalls: 'before-headers' }));
    const key = join(root, 'key');
    writeFileSync(key, 'a-key');
    const shell = shellWith({
      WEATHER_SOURCE: 'openweather',
      OPENWEATHER_URL: standIn.url,
      OPENWEATHER_API_KEY_FILE: key,
      WEATHER_TIMEOUT_MS: '60000',
      ...environment,
    });
    const started = await start(shell);
    await until(() => (standIn?.calls.length ?? 0) > 0);
    return { shell, ...started };
  }

  it('gives the run up at a second signal', async () => {
    const { shell, code } = await stalling();
    shell.signals.emit('SIGTERM');
    await settled();
    shell.signals.emit('SIGINT');
    expect(await code).toBe(130);
    expect(shell.outcome).toMatchObject({ status: 'abandoned' });
    expect(shell.signals.listenerCount('SIGTERM')).toBe(0);
  });

  it('gives the run up when the time to stop is over', async () => {
    const { shell, code } = await stalling({ WEATHER_STOP_TIMEOUT_SECONDS: '0' });
    shell.signals.emit('SIGTERM');
    expect(await code).toBe(143);
    expect(existsSync(store())).toBe(false);
  });

  it('lets the run that goes on finish', async () => {
    const { shell, code } = await stalling({ WEATHER_TIMEOUT_MS: '100', WEATHER_RETRIES: '0' });
    shell.signals.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(shell.outcome).toEqual({ status: 'stopped', succeeded: 0, failed: 1 });
  });

  it('ends with 1 when its port is taken', async () => {
    const first = shellWith();
    const { code, port } = await start(first);
    const second = shellWith({ WORKER_PORT: String(port) });
    expect(await second.run('schedule')).toBe(1);
    expect(second.stderr.text).toContain(`cannot listen on port ${port}: another program`);
    first.signals.emit('SIGTERM');
    expect(await code).toBe(0);
  });

  it('refuses to make up for all times from a live source', async () => {
    const shell = shellWith({ WEATHER_SOURCE: 'met-norway', MET_NORWAY_CONTACT: 'a@b.org' });
    expect(await shell.run('schedule', '--catch-up', 'all')).toBe(2);
    expect(shell.stderr.text).toContain('--catch-up="all": only replay can answer for the past');
  });
});
