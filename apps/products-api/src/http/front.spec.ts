import type { AddressInfo } from 'node:net';
import {
  keyOf,
  lineOf,
  NEWEST,
  publish,
  sampleOf,
  withApi,
  type ApiChoices,
  type ApiUnderTest,
} from '../testing/api-under-test';
import { EventLoopLag } from './event-loop-lag';

type Ask = (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;

const HITS = 'products_responses_cache_hits_total';

/** Runs a test on an application that listens, because requests that are injected pass the front by. */
async function withServer(
  choices: ApiChoices,
  test: (api: ApiUnderTest, ask: Ask) => Promise<void>,
): Promise<void> {
  const now = (): Date => new Date(NEWEST.getTime() + 60_000);
  await withApi({ now, ...choices }, async (api) => {
    publish(api, 3);
    await api.app.listen(0, '127.0.0.1');
    const { port } = api.server.server.address() as AddressInfo;
    const plain = { 'accept-encoding': 'identity' };
    await test(api, (path, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { ...plain, ...headers } }),
    );
  });
}

describe('the front', () => {
  it.each(['/products?limit=2', '/products/latest?format=csv', '/cities'])(
    'answers %s as the framework did, header by header and byte by byte',
    (path) =>
      withServer({ environment: { MAX_REQUESTS: '100' } }, async (api, ask) => {
        const answers = [await ask(path), await ask(path), await ask(path)];
        const bodies = await Promise.all(answers.map((answer) => answer.text()));
        const heads = answers.map(({ status, headers }) => {
          const { date, 'x-request-id': id, ratelimit, ...rest } = Object.fromEntries(headers);
          expect([typeof date, typeof id, typeof ratelimit]).toEqual([
            'string',
            'string',
            'string',
          ]);
          return { status, ...rest };
        });

        expect(heads[1]).toEqual(heads[0]);
        expect(bodies[1]).toBe(bodies[0]);
        expect(answers.map(({ headers }) => headers.get('ratelimit'))).toEqual([
          ...['"default";r=99;t=60', '"default";r=98;t=60', '"default";r=97;t=60'],
        ]);
        expect(await sampleOf(api, HITS)).toBe(2);
      }),
  );

  it('is counted and logged as any other answer', () =>
    withServer({}, async (api, ask) => {
      const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
      const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': 'mine' };
      for (let count = 0; count < 3; count += 1) await (await ask('/products', headers)).text();
      const lines = api.log.filter(({ msg }) => msg === 'Request:Serve:Done');
      const told = { method: 'GET', route: '/products', status: 200 };
      const labels = 'method="GET",endpoint="/products"';

      expect(lines).toHaveLength(3);
      for (const line of lines) {
        expect(line).toMatchObject({ ...told, request_id: 'mine', trace_id: traceId });
        expect(line['bytes']).toBeGreaterThan(1000);
        expect(line['bytes']).toBe(lines[0]?.['bytes']);
      }
      expect(await sampleOf(api, `http_requests_total{${labels},status="200"}`)).toBe(3);
      expect(await sampleOf(api, `http_request_duration_seconds_count{${labels}}`)).toBe(3);
      expect(await sampleOf(api, 'http_requests_in_flight')).toBe(0);
    }));

  it('lets no client beyond its quota, and counts each request once', () =>
    withServer({ environment: { MAX_REQUESTS: '3' } }, async (api, ask) => {
      const statuses: number[] = [];
      for (let count = 0; count < 5; count += 1) statuses.push((await ask('/products')).status);

      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      expect(await sampleOf(api, 'rate_limited_requests_total')).toBe(2);
    }));

  it('leaves it to the framework to refuse, or to say goodbye, while the program is behind or drains', () =>
    withServer({}, async (api, ask) => {
      await ask('/products');
      const lag = jest.spyOn(api.app.get(EventLoopLag), 'isTooMuch', 'get').mockReturnValue(true);
      const behind = await ask('/products');
      lag.mockReturnValue(false);
      api.serving.drain();
      const draining = await ask('/products');

      expect(behind.status).toBe(503);
      expect([draining.status, draining.headers.get('connection')]).toEqual([200, 'close']);
    }));

  it('is never behind what the store was last heard to hold', async () => {
    let time = NEWEST.getTime();
    await withServer({ now: () => new Date(time) }, async (api, ask) => {
      const newest = async (): Promise<unknown> => {
        const lines = (await (await ask('/products?fields=temp')).json()) as { temp: unknown }[];
        return lines[0]?.temp;
      };
      const before = [await newest(), await newest()];
      api.memory.plant(keyOf(api, -1), lineOf('Chicago', -1));
      time += 2500;
      const after = [await newest(), await newest()];

      expect([...before, ...after]).toEqual([0, 0, -1, -1]);
    });
  });
});
