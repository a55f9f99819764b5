import type { InjectOptions } from 'fastify';
import fc from 'fast-check';
import { NEWEST, publish, sampleOf, withApi } from '../testing/api-under-test';
import { productsParameters } from '../query/products-query';

const now = (): Date => new Date(NEWEST.getTime() + 60_000);

describe('the limit of requests', () => {
  const environment = { MAX_REQUESTS: '3' };

  it('tells what is left, then refuses with a time to come back', () =>
    withApi({ now, environment }, async (api) => {
      publish(api, 1);
      const left: unknown[] = [];
      for (let count = 0; count < 3; count += 1) {
        const { headers } = await api.server.inject('/products');
        expect(headers['ratelimit-policy']).toBe('"default";q=3;w=60');
        left.push(headers['ratelimit']);
      }
      const refused = await api.server.inject('/products');

      expect(left).toEqual(['"default";r=2;t=60', '"default";r=1;t=60', '"default";r=0;t=60']);
      expect(refused.statusCode).toBe(429);
      expect(refused.headers['retry-after']).toBe('60');
      expect(refused.headers['ratelimit']).toBe('"default";r=0;t=60');
      expect(refused.json()).toMatchObject({ type: '/docs/problems/too-many-requests' });
      expect(await sampleOf(api, 'rate_limited_requests_total')).toBe(1);
    }));

  it('is for each client, by address', () =>
    withApi({ now, environment }, async (api) => {
      const statusFor = async (remoteAddress: string): Promise<number> =>
        (await api.server.inject({ url: '/nowhere', remoteAddress })).statusCode;
      for (let count = 0; count < 3; count += 1) await statusFor('2001:db8:1:2::1');

      expect(await statusFor('2001:db8:1:2:ffff::9')).toBe(429);
      expect(await statusFor('2001:db8:1:3::1')).toBe(404);
      expect(await statusFor('192.0.2.1')).toBe(404);
    }));

  it('does not touch what operators and the cluster ask', () =>
    withApi({ now, environment: { MAX_REQUESTS: '1' } }, async (api) => {
      for (const url of ['/health/live', '/metrics', '/health', '/health/ready', '/metrics?x']) {
        const answer = await api.server.inject(url);
        expect(answer.statusCode).not.toBe(429);
        expect(answer.headers['ratelimit']).toBeUndefined();
      }
    }));

  it('believes no X-Forwarded-For by default, and that of trusted proxies when told so', async () => {
    const statuses = async (trustedProxies: false | string[]): Promise<number[]> => {
      const found: number[] = [];
      await withApi({ now, environment, settings: { trustedProxies } }, async (api) => {
        for (let count = 0; count < 4; count += 1) {
          const headers = { 'x-forwarded-for': `198.51.100.${count}` };
          const options: InjectOptions = { url: '/', headers, remoteAddress: '10.1.2.3' };
          found.push((await api.server.inject(options)).statusCode);
        }
      });
      return found;
    };

    expect(await statuses(false)).toEqual([302, 302, 302, 429]);
    expect(await statuses(['10.0.0.0/8'])).toEqual([302, 302, 302, 302]);
    expect(await statuses(['192.0.2.0/24'])).toEqual([302, 302, 302, 429]);
  });

  it('is not there when it is not set', () =>
    withApi({ now }, async (api) => {
      const { headers } = await api.server.inject('/products');

      expect(headers['ratelimit'] ?? headers['ratelimit-policy']).toBeUndefined();
    }));
});

describe('the id of a request', () => {
  it('is the one the client sent, when it is harmless', () =>
    withApi({ now }, async (api) => {
      publish(api, 1);
      const ask = async (id: string): Promise<unknown> => {
        const answer = await api.server.inject({
          url: '/products',
          headers: { 'x-request-id': id },
        });
        return answer.headers['x-request-id'];
      };

      expect(await ask('Abc-1_2.3')).toBe('Abc-1_2.3');
      for (const bad of ['', 'a b', '"x"', 'é', 'x'.repeat(65), '<script>']) {
        expect(await ask(bad)).toMatch(/^[\w-]+-[0-9a-z]+$/);
      }
    }));

  it('differs between requests', () =>
    withApi({ now }, async (api) => {
      const answers = await Promise.all([api.server.inject('/a'), api.server.inject('/b')]);

      expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(2);
    }));
});

describe('the log of requests', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  it('has one line a request, without its query', () =>
    withApi({ now }, async (api) => {
      publish(api, 1);
      const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
      await api.server.inject({ url: '/products?city=secret', headers });
      await api.server.inject({ url: '/products?city=secret', headers });
      await api.server.inject('/nowhere?token=secret');
      const lines = api.log.filter(({ msg }) => msg === 'Request:Serve:Done');
      const common = { level: 'info', service: 'products-api', method: 'GET' };

      expect(lines).toEqual([
        expect.objectContaining({ ...common, route: '/products', status: 200, trace_id: traceId }),
        expect.objectContaining({ ...common, route: '/products', status: 200, trace_id: traceId }),
        expect.objectContaining({ ...common, route: 'unmatched', status: 404, path: '/nowhere' }),
      ]);
      for (const line of lines) {
        expect(typeof line['ms']).toBe('number');
        expect(line['bytes']).toBeGreaterThan(0);
        expect(line['request_id']).toMatch(/^[\w.-]+$/);
      }
      expect(JSON.stringify(lines)).not.toContain('secret');
    }));

  it.each([
    ['errors', ['/nowhere']],
    ['none', []],
  ] as const)('has only what is asked for: %s', (loggedRequests, paths) =>
    withApi({ now, settings: { loggedRequests } }, async (api) => {
      publish(api, 1);
      await api.server.inject('/products');
      await api.server.inject('/nowhere');
      const lines = api.log.filter(({ msg }) => msg === 'Request:Serve:Done');

      expect(lines.map(({ path }) => path)).toEqual(paths);
    }),
  );
});

describe('pages of other origins', () => {
  const origin = 'https://app.example';

  it('are told nothing by default', () =>
    withApi({ now }, async (api) => {
      const { headers } = await api.server.inject({ url: '/products', headers: { origin } });

      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers.vary).toBe('Accept, Accept-Encoding');
    }));

  it('may read answers when their origin is let in', () =>
    withApi({ now, settings: { corsOrigins: [origin] } }, async (api) => {
      publish(api, 1);
      await api.server.inject('/products');
      const ask = (from: string) =>
        api.server.inject({ url: '/products', headers: { origin: from } });
      const { headers } = await ask(origin);

      expect(headers['access-control-allow-origin']).toBe(origin);
      expect(headers['access-control-expose-headers']).toContain('RateLimit');
      expect(headers.vary).toBe('Origin, Accept, Accept-Encoding');
      const other = await ask('https://evil.example');
      expect(other.headers['access-control-allow-origin']).toBeUndefined();
    }));

  it('may ask before they ask', () =>
    withApi({ now, settings: { corsOrigins: ['*'] } }, async (api) => {
      const headers = { origin, 'access-control-request-method': 'GET' };
      const answer = await api.server.inject({ method: 'OPTIONS', url: '/products', headers });

      expect(answer.statusCode).toBe(204);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['access-control-allow-methods']).toBe('GET, HEAD');
    }));
});

describe('any query whatever', () => {
  const names = [...Object.keys(productsParameters.shape), 'window', 'x', '__proto__', ''];
  const values = ['1', '24', 'asc', 'csv', 'ndjson', 'temp', 'chicago', '2026-01-01T00:00:00Z'];
  const parameter = fc.tuple(
    fc.constantFrom(...names),
    fc.oneof(fc.constantFrom(...values), fc.string(), fc.string({ unit: 'binary' })),
    fc.constantFrom('raw', 'encoded'),
  );
  const percentEncoded = (text: string): string =>
    Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');
  const query = fc.array(parameter, { maxLength: 6 }).map((parameters) =>
    parameters.map(([name, value, how]) => {
      const isRaw = how === 'raw' && /^[\x21-\x7e]*$/.test(value) && !value.includes('#');
      return `${name}=${isRaw ? value : percentEncoded(value)}`;
    }),
  );

  it('is answered or refused, and never fails', () =>
    withApi({ now }, async (api) => {
      publish(api, 3);
      const paths = ['/products', '/products/latest', '/cities', '/cities/chicago/stats'];
      const property = fc.asyncProperty(fc.constantFrom(...paths), query, async (path, parts) => {
        const answer = await api.server.inject(`${path}?${parts.join('&')}`);
        expect([200, 400, 404, 406]).toContain(answer.statusCode);
      });
      await fc.assert(property, { numRuns: 400 });
    }));
});
