import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runKillScenario } from '@weather/weather-worker/testing';
import { FaultProxy, type FaultPlan } from '../../fault-proxy/fault-proxy';
import { ApiUnderTest, BUILT_WORKER, work, type Variables } from './platform-under-test';

/** What `npm run e2e` says of the S3 server it started. */
const NAMES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_REGION',
  'WEATHER_RESULTS_BUCKET',
];

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this with npm run e2e`);
  return value;
}

interface Line {
  readonly location_name: string;
  readonly source: string;
}

describe('worker and API over S3', () => {
  const proxy = new FaultProxy(new URL(given('AWS_ENDPOINT_URL_S3')));
  let environment: Variables;
  let tests = 0;

  beforeAll(async () => {
    const shared = Object.fromEntries(NAMES.map((name) => [name, given(name)]));
    const endpoint = await proxy.listen();
    environment = {
      ...shared,
      AWS_ENDPOINT_URL_S3: endpoint,
      WEATHER_SOURCE: 'replay',
      WEATHER_STORE_TIMEOUT_MS: '3000',
      DRAIN_SECONDS: '0',
    };
  });

  beforeEach(() => {
    tests += 1;
    environment = { ...environment, WEATHER_RESULTS_PREFIX: `platform-${Date.now()}-${tests}/` };
    proxy.inject();
  });

  afterAll(() => proxy.close());

  const AT = '2026-11-23T10:00:00Z';

  function publish(at: string = AT) {
    return work(['run', '--json', '--at', at], environment);
  }

  async function withApi(test: (api: ApiUnderTest) => Promise<void>): Promise<void> {
    const api = await ApiUnderTest.start(environment);
    try {
      await test(api);
    } finally {
      await api.process.stop();
    }
  }

  async function citiesOf(answer: Response): Promise<string[]> {
    return ((await answer.json()) as Line[]).map(({ location_name: name }) => name);
  }

  it('serves what the worker published', async () => {
    expect(await publish()).toMatchObject({ code: 0 });
    await withApi(async (api) => {
      expect(await citiesOf(await api.get('/products?limit=1'))).toEqual(['Luxembourg', 'Chicago']);
    });
  });

  it('answers an empty array while nothing is published', async () => {
    await withApi(async (api) => {
      expect(await citiesOf(await api.get('/products'))).toEqual([]);
    });
  });

  it('keeps one object when two workers publish the same hour at once', async () => {
    const endings = await Promise.all([publish(), publish()]);
    expect(endings.map(({ code }) => code)).toEqual([0, 0]);
    const statuses = endings.map(({ stdout }) => (JSON.parse(stdout) as { status: string }).status);
    expect(new Set(statuses)).toEqual(new Set(['published', 'unchanged']));
    await withApi(async (api) => {
      expect(await citiesOf(await api.get('/products?limit=10'))).toHaveLength(2);
    });
  });

  const EVERY_THIRD = (fault: ReturnType<FaultPlan>): FaultPlan => {
    let seen = 0;
    return () => ((seen += 1) % 3 === 1 ? fault : { kind: 'none' });
  };

  it.each<ReturnType<FaultPlan>>([
    { kind: 'latency', milliseconds: 300 },
    { kind: 'reset' },
    { kind: 'slow-down' },
  ])('publishes and serves through faults of the store: %j', async (fault) => {
    proxy.inject(EVERY_THIRD(fault));
    expect(await publish()).toMatchObject({ code: 0 });
    await withApi(async (api) => {
      const answer = await api.get('/products?limit=1');
      expect(answer.status).toBe(200);
      expect(await citiesOf(answer)).toEqual(['Luxembourg', 'Chicago']);
    });
  });

  it('never serves half a body', async () => {
    await publish();
    proxy.inject(({ path }) =>
      path.includes('.jsonl') ? { kind: 'truncated' } : { kind: 'none' },
    );
    await withApi(async (api) => {
      const answer = await api.get('/products?limit=1');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        503,
        expect.stringContaining('application/problem+json'),
      ]);
      proxy.inject();
      await sleep(1500);
      expect(await citiesOf(await api.get('/products?limit=1'))).toHaveLength(2);
    });
  });

  it('serves what it knows, marked as stale, while the store is silent', async () => {
    await publish();
    await withApi(async (api) => {
      await (await api.get('/products?limit=1')).arrayBuffer();
      proxy.inject(() => ({ kind: 'silence' }));
      await sleep(2500);
      const answer = await api.get('/products?limit=1');
      expect([answer.status, answer.headers.get('warning')]).toEqual([
        200,
        expect.stringMatching(/^110 /),
      ]);
      expect(await citiesOf(answer)).toHaveLength(2);
    });
  });

  it('fails a run whose store is silent, within its timeout, naming the store', async () => {
    proxy.inject(() => ({ kind: 'silence' }));
    const { code, stderr, seconds } = await publish();
    expect(code).toBe(1);
    expect(stderr).toContain(`s3://${given('WEATHER_RESULTS_BUCKET')}`);
    expect(seconds).toBeLessThan(30);
  });

  it('reports 503 with Retry-After, and no word of the store, when it knows nothing', async () => {
    proxy.inject(() => ({ kind: 'slow-down' }));
    await withApi(async (api) => {
      const answer = await api.get('/products');
      const text = await answer.text();
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
      expect(text).not.toMatch(/SlowDown|s3|bucket|AWS/i);
    });
  });
});

describe('a worker that is killed', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'weather-kill-'));
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('leaves no cut object, no line twice and none lost, 50 times over', async () => {
    const report = await runKillScenario({
      command: BUILT_WORKER,
      rounds: 50,
      directory: join(directory, 'store'),
      random: Math.random,
    });
    expect(report.faults).toEqual([]);
    expect(report.killed).toBeGreaterThan(25);
  }, 300_000);
});
