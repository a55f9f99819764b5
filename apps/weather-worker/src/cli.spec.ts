import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawOf } from './commands/demo-flaky/flip';
import { bundleWorker } from './testing/bundle-worker';
import { runKillScenario } from './testing/kill-scenario';
import { fault, startStandIn } from './testing/stand-in';
import { temporaryDirectory } from './testing/temporary-directory';
import { until } from './testing/until';
import {
  peakMemory,
  SOURCE_WORKER,
  startWorker,
  type WorkerCommand,
  type WorkerStart,
} from './testing/worker-process';

const AT = '2026-11-23T12:00:00Z';
const PRODUCT = 'weather-products/2026/11/23/120000.jsonl';

jest.setTimeout(60_000);

describe('the command line', () => {
  const directory = temporaryDirectory();
  let bundle: WorkerCommand;

  beforeAll(() => {
    bundle = bundleWorker(directory);
  });

  const run = (start: WorkerStart) => startWorker(bundle, start).ended;

  it('prints help and ends with 0, and with 2 without a command', async () => {
    const [help, none] = await Promise.all([run({ words: ['--help'] }), run({ words: [] })]);
    expect([help.code, none.code]).toEqual([0, 2]);
    expect(help.stdout).toContain('Exit codes:');
    expect(none.stderr).toContain('Usage: weather-worker');
  });

  it('tells all faults at once and ends with 2', async () => {
    const { code, stderr, stdout } = await run({
      words: ['run', '--json', '--at', 'noon'],
      environment: { WEATHER_RETRIES: 'x', WORKER_PORT: 'y' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('the configuration has 4 faults');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', exitCode: 2 });
  });

  it('publishes from a replay when started from its source, prints one JSON object, and logs JSON lines', async () => {
    const store = join(directory, 'replay');
    const environment = { WEATHER_SOURCE: 'replay', WEATHER_STORE_DIR: store };
    const words = ['run', '--at', AT, '--json'];
    const worker = startWorker(SOURCE_WORKER, { words, environment });
    const { code, stdout, stderr } = await worker.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'published', key: PRODUCT, rows: 2 });
    expect(readFileSync(join(store, PRODUCT), 'utf8').split('\n')).toHaveLength(2);
    const messages = stderr
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages).toEqual(['Run:Start:Done', 'Run:Finish:Done']);
  });

  it('shows a refused key nowhere', async () => {
    const source = await startStandIn(() => fault(401));
    const environment = {
      OPENWEATHER_URL: source.url,
      OPENWEATHER_API_KEY: 'a-key-nobody-may-see',
      WEATHER_STORE_DIR: join(directory, 'refused'),
    };
    const { code, stdout, stderr } = await run({ words: ['run', '--json'], environment });
    await source.close();
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('OPENWEATHER_API_KEY');
    expect(stdout + stderr).not.toContain('nobody');
  });

  it('ends with 143 when it is asked to stop', async () => {
    const source = await startStandIn(() => ({ stalls: 'before-headers' }));
    const store = join(directory, 'stopped');
    const worker = startWorker(bundle, {
      words: ['run'],
      environment: {
        OPENWEATHER_URL: source.url,
        OPENWEATHER_API_KEY: 'a-key',
        WEATHER_STORE_DIR: store,
      },
    });
    await until(() => source.calls.length > 0);
    worker.kill('SIGTERM');
    expect((await worker.ended).code).toBe(143);
    expect(existsSync(store)).toBe(false);
    await source.close();
  });

  it('ends with 1 when the demo job fails', async () => {
    const seed = Array.from({ length: 100 }, (_, index) => index).find(
      (index) => drawOf(index) < 0.5,
    );
    const { code, stderr } = await run({ words: ['demo-flaky', '--seed', String(seed)] });
    expect(code).toBe(1);
    expect(stderr).toContain('demo_flaky_job failed on purpose');
  });

  it('leaves no cut object, no line twice and none lost, whenever it is killed', async () => {
    const report = await runKillScenario({
      command: bundle,
      rounds: 5,
      directory: join(directory, 'killed'),
      random: Math.random,
    });
    expect(report.faults).toEqual([]);
    expect(report.killed).toBeGreaterThan(0);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('takes less than 200 MiB for 10,000 cities', async () => {
    const cities = Array.from({ length: 10_000 }, (_, index) => ({
      name: `city ${index}`,
      lat: (index % 180) - 90,
      lon: index / 100,
    }));
    const file = join(directory, 'cities.json');
    writeFileSync(file, JSON.stringify(cities));
    const worker = startWorker(bundle, {
      words: ['run', '--source', 'replay', '--at', AT, '--json', '--cities', `@${file}`],
      environment: { WEATHER_STORE_DIR: join(directory, 'many') },
    });
    let peak = 0;
    const timer = setInterval(() => (peak = peakMemory(worker.pid) ?? peak), 10);
    const { code, stdout } = await worker.ended;
    clearInterval(timer);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 10_000 });
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThan(200);
  });

  it('leaves one object when two workers run the same hour', async () => {
    const store = join(directory, 'two');
    const start = {
      words: ['run', '--at', AT],
      environment: { WEATHER_SOURCE: 'replay', WEATHER_STORE_DIR: store },
    };
    const endings = await Promise.all([run(start), run(start)]);
    expect(endings.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(join(store, 'weather-products/2026/11/23'))).toEqual(['120000.jsonl']);
  });
});
