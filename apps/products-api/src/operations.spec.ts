import { METRICS } from './metrics/metric-catalogue';
import { keyOf, lineOf, NEWEST, publish, sampleOf, withApi } from './testing/api-under-test';

const HOUR_MS = 3_600_000;

const now = (): Date => new Date(NEWEST.getTime() + 60_000);

async function seen(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came true');
}

describe('GET /health', () => {
  it('is unhealthy until the store was listed once, then healthy, in the words of the contract', () =>
    withApi({ now }, async (api) => {
      const before = await api.server.inject('/health');
      api.start();
      await seen(() => api.log.some(({ msg }) => msg === 'Store:List:Ready'));
      const after = await api.server.inject('/health');

      expect([before.statusCode, after.statusCode]).toEqual([503, 200]);
      expect(before.json()).toMatchObject({ status: 'unhealthy', service: 'products-api' });
      expect(after.json()).toMatchObject({
        status: 'healthy',
        service: 'products-api',
        checks: {
          event_loop: { status: 'up' },
          store: { status: 'up', listed_at: now().toISOString() },
          traffic: { status: 'up' },
        },
      });
      expect(after.headers['cache-control']).toBe('no-store');
    }));

  it('asks the store nothing', () =>
    withApi({ now }, async (api) => {
      await api.server.inject('/products');
      api.faulty.break('hangs');
      for (const url of ['/health', '/health/live', '/health/ready']) {
        expect((await api.server.inject(url)).statusCode).toBe(200);
      }
      expect(api.faulty.hanging).toBe(0);
    }));

  it('stays ready while the store fails for a short time, and not for a long one', async () => {
    let time = now().getTime();
    await withApi({ now: () => new Date(time) }, async (api) => {
      await api.server.inject('/products');
      api.faulty.break('fails');
      const statusAfter = async (minutes: number): Promise<number> => {
        time = now().getTime() + minutes * 60_000;
        return (await api.server.inject('/health/ready')).statusCode;
      };

      expect([await statusAfter(9), await statusAfter(11)]).toEqual([200, 503]);
      expect((await api.server.inject('/health/live')).statusCode).toBe(200);
    });
  });

  it('is not ready, though alive, while the program drains, and answers ask to reconnect', () =>
    withApi({ now }, async (api) => {
      publish(api, 1);
      await api.server.inject('/products');
      api.serving.drain();
      const statuses = [];
      for (const url of ['/health/ready', '/health', '/health/live', '/products']) {
        const answer = await api.server.inject(url);
        statuses.push(answer.statusCode);
        expect(answer.headers.connection).toBe('close');
      }

      expect(statuses).toEqual([503, 503, 200, 200]);
    }));

  it('tells in the log when the store begins to fail, once', () =>
    withApi({ now }, async (api) => {
      api.faulty.break('fails');
      api.start();
      await seen(() => api.log.some(({ msg }) => msg === 'Store:List:Failed'));

      expect((await api.server.inject('/health/ready')).statusCode).toBe(503);
      expect(api.log.filter(({ msg }) => msg === 'Store:List:Failed')).toHaveLength(1);
    }));
});

describe('GET /metrics', () => {
  function namesIn(text: string): Map<string, string> {
    const lines = text.split('\n').filter((line) => line.startsWith('# TYPE '));
    return new Map(lines.map((line) => line.split(' ').slice(2) as [string, string]));
  }

  function helpIn(text: string, name: string): string | undefined {
    const start = `# HELP ${name} `;
    return text
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.slice(start.length);
  }

  it('has exactly the metrics of the catalogue, and those of the process', () =>
    withApi({ now, hasProcessMetrics: true }, async (api) => {
      const answer = await api.server.inject('/metrics');
      const names = namesIn(answer.body);
      const own = [...names].filter(([name]) => !/^(process|nodejs)_/.test(name));
      const described = Object.values(METRICS);

      expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(new Map(own)).toEqual(new Map(described.map(({ name, type }) => [name, type])));
      for (const { name, help } of described) expect(helpIn(answer.body, name)).toBe(help);
      expect(names.has('process_cpu_seconds_total')).toBe(true);
      expect(names.has('up')).toBe(false);
    }));

  it('has what alerts look at from the start, at 0', () =>
    withApi({ now }, async (api) => {
      for (const status of ['200', '429', '500', '503']) {
        const labels = `method="GET",endpoint="/products",status="${status}"`;
        expect(await sampleOf(api, `http_requests_total{${labels}}`)).toBe(0);
      }
      expect(await sampleOf(api, 's3_requests_total{op="keys",outcome="error"}')).toBe(0);
      expect(await sampleOf(api, 'products_stale_responses_total')).toBe(0);
      expect(await sampleOf(api, 'products_newest_timestamp_seconds')).toBe(0);
      expect(await sampleOf(api, 'products_api_info{version="0.0.0-test"}')).toBe(1);
      const count = 'http_request_duration_seconds_count{method="GET",endpoint="/products"}';
      expect(await sampleOf(api, count)).toBe(0);
    }));

  it('counts requests by template, and folds methods nobody uses', () =>
    withApi({ now }, async (api) => {
      publish(api, 2);
      for (const limit of [1, 1, 2]) await api.server.inject(`/products?limit=${limit}`);
      await api.server.inject('/cities/chicago/stats');
      await api.server.inject('/cities/x/stats');
      await api.server.inject({ method: 'PROPFIND' as 'GET', url: '/a/b/c' });
      const count = (labels: string) => sampleOf(api, `http_requests_total{${labels}}`);

      expect(await count('method="GET",endpoint="/products",status="200"')).toBe(3);
      expect(await count('method="GET",endpoint="/cities/:city/stats",status="404"')).toBe(1);
      expect(await count('method="other",endpoint="unmatched",status="404"')).toBe(1);
      const duration = 'http_request_duration_seconds';
      const labels = 'method="GET",endpoint="/products"';
      expect(await sampleOf(api, `${duration}_count{${labels}}`)).toBe(3);
      expect(await sampleOf(api, `${duration}_bucket{le="+Inf",${labels}}`)).toBe(3);
      expect(await sampleOf(api, `${duration}_sum{${labels}}`)).toBeGreaterThan(0);
      expect(await sampleOf(api, 'http_requests_in_flight')).toBe(0);
    }));

  it('tells how the store and the caches do', () =>
    withApi({ now }, async (api) => {
      publish(api, 2);
      await api.server.inject('/products?limit=2');
      await api.server.inject('/products?limit=1');
      api.memory.remove(keyOf(api, 1));
      api.faulty.break('fails');
      await api.server.inject('/products?from=2020-01-01T00:00:00Z');

      expect(await sampleOf(api, 's3_requests_total{op="keys",outcome="ok"}')).toBe(1);
      expect(await sampleOf(api, 's3_requests_total{op="keys",outcome="error"}')).toBe(1);
      expect(await sampleOf(api, 's3_request_duration_seconds_count{op="open"}')).toBe(2);
      expect(await sampleOf(api, 'products_cache_misses_total')).toBe(2);
      expect(await sampleOf(api, 'products_cache_hits_total')).toBe(1);
      expect(await sampleOf(api, 'products_cache_bytes')).toBeGreaterThan(1000);
      expect(await sampleOf(api, 'products_responses_cache_bytes')).toBeGreaterThan(1000);
      const newest = NEWEST.getTime() / 1000;
      expect(await sampleOf(api, 'products_newest_timestamp_seconds')).toBe(newest);
      expect(await sampleOf(api, 'products_last_refresh_timestamp_seconds')).toBe(newest + 60);
    }));
});

describe('GET /cities', () => {
  it('answers the cities of the newest 24 files, by name', () =>
    withApi({ now }, async (api) => {
      publish(api, 30);
      const cities = (await api.server.inject('/cities')).json<unknown>();

      expect(cities).toEqual([
        {
          name: 'Chicago',
          lat: 49.6117,
          lon: 6.13,
          last_observation: NEWEST.toISOString(),
          lines: 24,
        },
        {
          name: 'Luxembourg',
          lat: 49.6117,
          lon: 6.13,
          last_observation: NEWEST.toISOString(),
          lines: 24,
        },
      ]);
      expect((await api.server.inject('/cities?x=1')).statusCode).toBe(400);
      const headers = { accept: 'text/csv' };
      expect((await api.server.inject({ url: '/cities', headers })).statusCode).toBe(406);
    }));
});

describe('GET /cities/{city}/stats', () => {
  it('answers least, greatest and mean, and how complete the window is', () =>
    withApi({ now }, async (api) => {
      publish(api, 48);
      api.memory.remove(keyOf(api, 3));
      api.memory.plant(
        keyOf(api, 5),
        `${lineOf('Chicago', 4)}\n${lineOf('Chicago', 5, { temp: 100, humidity: null })}`,
      );
      const stats = (await api.server.inject('/cities/CHICAGO/stats?window=6h')).json<unknown>();

      expect(stats).toEqual({
        city: 'Chicago',
        window: {
          hours: 6,
          from: new Date(now().getTime() - 6 * HOUR_MS).toISOString(),
          to: now().toISOString(),
        },
        lines: 6,
        observations: 5,
        first_observation: '2026-11-23T07:00:00.000Z',
        last_observation: '2026-11-23T12:00:00.000Z',
        completeness: 83.33,
        is_truncated: false,
        temp: { min: 0, max: 100, mean: 21.4 },
        humidity: { min: 96, max: 96, mean: 96 },
        pressure: { min: 994, max: 994, mean: 994 },
        wind_speed: { min: 4.12, max: 4.12, mean: 4.12 },
      });
    }));

  it('finds hourly products complete over any window, on the hour and off it', async () => {
    for (const minutes of [0, 1, 59]) {
      const at = (): Date => new Date(NEWEST.getTime() + minutes * 60_000);
      await withApi({ now: at }, async (api) => {
        publish(api, 200);
        for (const hours of [1, 24, 168]) {
          const url = `/cities/chicago/stats?window=${hours}h`;
          const stats = (await api.server.inject(url)).json<unknown>();
          expect(stats).toMatchObject({ completeness: 100, lines: hours });
        }
      });
    }
  });

  it('knows no city that has no line in the window, and refuses other windows', () =>
    withApi({ now }, async (api) => {
      publish(api, 2);
      const statusOf = async (url: string): Promise<number> =>
        (await api.server.inject(url)).statusCode;
      const headers = { 'if-none-match': '*' };

      expect(await statusOf('/cities/atlantis/stats')).toBe(404);
      const any = await api.server.inject({ url: '/cities/atlantis/stats', headers });
      expect(any.statusCode).toBe(404);
      for (const window of ['0h', '169h', '1d', '24', '', '1h&window=2h']) {
        expect(await statusOf(`/cities/chicago/stats?window=${window}`)).toBe(400);
      }
    }));
});
