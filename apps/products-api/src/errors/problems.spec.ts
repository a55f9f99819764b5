import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { ObjectStoreError } from '@weather/s3-store';
import { MemoryObjectStore } from '@weather/s3-store/testing';
import { EventLoopLag } from '../http/event-loop-lag';
import { publish, sampleOf, withApi, type ApiUnderTest } from '../testing/api-under-test';

/** What `text`, sent as it is, is answered with. */
async function raw(api: ApiUnderTest, text: string): Promise<string> {
  await api.app.listen(0, '127.0.0.1');
  const { port } = api.server.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

const SECRET = 'AKIAIOSFODNN7EXAMPLE';

class LeakyStore extends MemoryObjectStore {
  constructor(private readonly failure: Error) {
    super();
  }

  override keys(): never {
    throw this.failure;
  }
}

describe('a problem', () => {
  it('tells an unknown path, in the words of RFC 9457', () =>
    withApi({}, async (api) => {
      const answer = await api.server.inject('/nowhere?secret=1');
      const problem = answer.json<Record<string, unknown>>();

      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(problem).toEqual({
        type: '/docs/problems/not-found',
        title: 'Not found',
        status: 404,
        detail: 'There is nothing under this path.',
        instance: `urn:request:${String(answer.headers['x-request-id'])}`,
      });
    }));

  it.each([
    ['POST', '/products', 'GET, HEAD'],
    ['DELETE', '/cities/chicago/stats', 'GET, HEAD'],
    ['OPTIONS', '/health/ready', 'GET, HEAD'],
    ['PUT', '/metrics', 'GET, HEAD'],
  ] as const)('tells which methods a path has when asked with %s %s', (method, url, allow) =>
    withApi({}, async (api) => {
      const headers = { 'content-type': 'application/xml' };
      const answer = await api.server.inject({ method, url, headers, payload: '<x/>' });

      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe(allow);
      expect(answer.json()).toMatchObject({ type: '/docs/problems/method-not-allowed' });
    }),
  );

  it('tells the faults of all parameters at once', () =>
    withApi({}, async (api) => {
      const query = 'limit=0&limit=1&from=yesterday&units=x&fields=temp,nope&what=1&city=';
      const answer = await api.server.inject(`/products?${query}`);
      const { errors } = answer.json<{ errors: { parameter: string; detail: string }[] }>();

      expect(answer.statusCode).toBe(400);
      expect(errors).toHaveLength(7);
      expect(new Set(errors.map(({ parameter }) => parameter))).toEqual(
        new Set(['limit', 'from', 'units', 'fields', 'what', 'city']),
      );
      expect(errors).toContainEqual({
        parameter: 'limit',
        detail: '"0": expected a whole number from 1 to 1000',
      });
      expect(errors).toContainEqual({
        parameter: 'limit',
        detail: 'stands more than once: send it once',
      });
    }));

  it.each(['0', '1001', '-1', '1.5', 'ten', '', ' 1', '0x10', '1e2', '99999999999'])(
    'refuses limit=%s',
    (limit) =>
      withApi({}, async (api) => {
        const url = `/products?limit=${encodeURIComponent(limit)}`;
        expect((await api.server.inject(url)).statusCode).toBe(400);
      }),
  );

  it('refuses a range that ends before it begins', () =>
    withApi({}, async (api) => {
      const url = '/products?from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z';
      expect((await api.server.inject(url)).json()).toMatchObject({
        errors: [{ parameter: 'to' }],
      });
    }));

  it('tells a path that is not validly encoded, and one that is too long', () =>
    withApi({}, async (api) => {
      const bad = await api.server.inject('/cities/%zz/stats');
      const long = await api.server.inject(`/products?city=${'x'.repeat(5000)}`);
      const part = await api.server.inject(`/cities/${'x'.repeat(600)}/stats`);

      expect([bad.statusCode, long.statusCode, part.statusCode]).toEqual([400, 414, 414]);
      for (const { headers } of [bad, long, part]) {
        expect(headers['content-type']).toBe('application/problem+json');
        expect(headers['x-content-type-options']).toBe('nosniff');
      }
      const unmatched = 'http_requests_total{method="GET",endpoint="unmatched"';
      expect(await sampleOf(api, `${unmatched},status="400"}`)).toBe(1);
      expect(await sampleOf(api, `${unmatched},status="414"}`)).toBe(1);
    }));

  it('tells headers that are too large', () =>
    withApi({}, async (api) => {
      const header = `X-Big: ${'x'.repeat(20_000)}`;
      const answer = await raw(api, `GET /products HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`);

      expect(answer).toMatch(/^HTTP\/1\.1 431 /);
      expect(answer).toContain('/docs/problems/headers-too-large');
    }));

  it('tells what is no HTTP', () =>
    withApi({}, async (api) => {
      const answer = await raw(api, 'HELLO\r\n\r\n');

      expect(answer).toMatch(
        /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/,
      );
    }));

  it('answers a target that is no path', () =>
    withApi({}, async (api) => {
      const request = 'GET *products HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
      const answer = await raw(api, request);

      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer).toContain('x-content-type-options: nosniff');
    }));

  it.each([
    [
      'a store',
      new ObjectStoreError(
        { action: 'keys', location: `s3://b?key=${SECRET}`, subject: 'x' },
        { because: SECRET },
      ),
      503,
    ],
    ['a library', new TypeError(`cannot sign with ${SECRET}`), 500],
    ['an SDK', Object.assign(new Error(SECRET), { $metadata: {}, statusCode: 403 }), 500],
  ] as const)('never tells what %s said, but logs it', (_name, failure, status) =>
    withApi({ store: new LeakyStore(failure) }, async (api) => {
      const answer = await api.server.inject('/products');

      expect(answer.statusCode).toBe(status);
      expect(answer.body).not.toContain(SECRET);
      expect(answer.body).not.toMatch(/\.(ts|js)\b/);
      expect(JSON.stringify(answer.headers)).not.toContain(SECRET);
      const failed = api.log.find(({ msg }) => msg === 'Request:Serve:Failed');
      expect(failed).toMatchObject({ request_id: answer.headers['x-request-id'] });
      expect(JSON.stringify(failed)).toContain(SECRET);
    }),
  );

  it('tells the trace it belongs to', () =>
    withApi({}, async (api) => {
      const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
      const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
      const answer = await api.server.inject({ url: '/nowhere', headers });

      expect(answer.json()).toMatchObject({ trace_id: traceId });
    }));

  it('has a page that its type leads to', () =>
    withApi({}, async (api) => {
      const { type } = (await api.server.inject('/nowhere')).json<{ type: string }>();
      const page = await api.server.inject(type);

      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('404 Not found');
      expect((await api.server.inject('/docs/problems/toString')).statusCode).toBe(404);
    }));
});

describe('a server that has too much to do', () => {
  it('refuses requests for a moment, but not those of operators', () =>
    withApi({}, async (api) => {
      const lag = api.app.get(EventLoopLag);
      jest.spyOn(lag, 'isTooMuch', 'get').mockReturnValue(true);
      const refused = await api.server.inject('/products');
      const live = await api.server.inject('/health/live');

      expect([refused.statusCode, live.statusCode]).toEqual([503, 200]);
      expect(refused.headers['retry-after']).toBe('1');
      expect(refused.json()).toMatchObject({ type: '/docs/problems/overloaded' });
      expect(await sampleOf(api, 'overload_shed_requests_total')).toBe(1);
    }));
});

describe('a slow client', () => {
  it('is not waited for without end', () =>
    withApi({}, (api) => {
      const { headersTimeout, requestTimeout, keepAliveTimeout } = api.server.server;

      expect([headersTimeout, requestTimeout, keepAliveTimeout]).toEqual([10_000, 30_000, 65_000]);
      return Promise.resolve();
    }));
});

describe('any answer', () => {
  it.each(['/products', '/nowhere', '/products?limit=0', '/health', '/metrics', '/docs'])(
    'carries the headers that keep browsers in check: %s',
    (url) =>
      withApi({}, async (api) => {
        publish(api, 1);
        const { headers } = await api.server.inject(url);

        expect(headers['x-content-type-options']).toBe('nosniff');
        expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
        expect(headers['content-security-policy']).not.toMatch(/unsafe/);
        expect(headers['referrer-policy']).toBe('no-referrer');
        expect(headers['x-frame-options']).toBe('DENY');
        expect(headers.server ?? headers['x-powered-by']).toBeUndefined();
      }),
  );
});
