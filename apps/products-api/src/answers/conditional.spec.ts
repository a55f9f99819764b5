import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { keyOf, lineOf, NEWEST, publish, sampleOf, withApi } from '../testing/api-under-test';

const now = (): Date => new Date(NEWEST.getTime() + 60_000);

describe('an answer with data', () => {
  it('can be cached: strong tag, last modification, lifetime and what it depends on', () =>
    withApi({ now }, async (api) => {
      publish(api, 3);
      const { headers } = await api.server.inject('/products');

      expect(headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
      expect(headers['last-modified']).toBe('Mon, 23 Nov 2026 12:00:00 GMT');
      expect(headers['cache-control']).toBe(
        'public, max-age=30, stale-while-revalidate=60, stale-if-error=600',
      );
      expect(headers.vary).toBe('Accept, Accept-Encoding');
    }));

  it.each(['/products?limit=2', '/products/latest', '/cities', '/cities/chicago/stats'])(
    'is not sent again while %s is unchanged',
    (url) =>
      withApi({ now }, async (api) => {
        publish(api, 3);
        const first = await api.server.inject(url);
        const tag = String(first.headers.etag);
        const ask = (header: string) =>
          api.server.inject({ url, headers: { 'if-none-match': header } });

        for (const header of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
          const answer = await ask(header);
          expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, '', tag]);
          expect(answer.headers['cache-control']).toBe(first.headers['cache-control']);
        }
        expect((await ask('"other"')).statusCode).toBe(200);
      }),
  );

  it('has another tag when anything about it is different, and the same in another process', async () => {
    const tags: unknown[] = [];
    const urls = [
      ...['', 'limit=2', 'city=chicago', 'fields=temp', 'units=imperial', 'order=desc'],
      ...['format=ndjson', 'format=csv'],
    ];
    await withApi({ now }, async (api) => {
      publish(api, 3);
      for (const query of urls) {
        tags.push((await api.server.inject(`/products?${query}`)).headers.etag);
      }
    });
    await withApi({ now }, async (api) => {
      publish(api, 3);
      expect((await api.server.inject('/products')).headers.etag).toBe(tags[0]);
    });

    expect(new Set(tags).size).toBe(urls.length);
  });

  it('has another tag once it is made of other files', async () => {
    let time = now().getTime();
    await withApi({ now: () => new Date(time) }, async (api) => {
      publish(api, 3);
      const before = (await api.server.inject('/products?limit=2')).headers.etag;
      api.memory.plant(keyOf(api, -1), lineOf('Chicago', -1));
      time += 10_000;

      expect((await api.server.inject('/products?limit=2')).headers.etag).not.toBe(before);
    });
  });

  it('is compressed when the client likes that, under a tag of its own', () =>
    withApi({ now }, async (api) => {
      publish(api, 24);
      const ask = (coding: string) =>
        api.server.inject({
          url: '/products?limit=24',
          headers: { 'accept-encoding': coding },
        });
      const plain = await ask('identity');
      const gzip = await ask('gzip');
      const brotli = await ask('gzip;q=0.5, br');

      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(gzip.headers['content-encoding']).toBe('gzip');
      expect(brotli.headers['content-encoding']).toBe('br');
      expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
      expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(plain.body);
      expect(brotli.rawPayload.length).toBeLessThan(plain.rawPayload.length / 10);
      expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    }));

  it('is known by the tag of any of its codings', () =>
    withApi({ now }, async (api) => {
      publish(api, 24);
      const url = '/products?limit=24';
      const gzip = await api.server.inject({ url, headers: { 'accept-encoding': 'gzip' } });
      const headers = { 'if-none-match': String(gzip.headers.etag), 'accept-encoding': 'gzip' };

      expect((await api.server.inject({ url, headers })).statusCode).toBe(304);
    }));

  it('is not compressed when that would save nothing', () =>
    withApi({ now }, async (api) => {
      api.memory.plant(keyOf(api, 0), '{"temp":1}');
      const headers = { 'accept-encoding': 'br, gzip' };
      const answer = await api.server.inject({ url: '/products', headers });

      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.body).toBe('[{"temp":1}]');
    }));

  it('answers HEAD with the headers of GET', () =>
    withApi({ now }, async (api) => {
      publish(api, 3);
      const get = await api.server.inject('/products?limit=2');
      const head = await api.server.inject({ method: 'HEAD', url: '/products?limit=2' });
      const names = ['etag', 'content-type', 'content-length', 'last-modified', 'link', 'vary'];

      expect(head.body).toBe('');
      for (const name of names) expect(head.headers[name]).toBe(get.headers[name]);
    }));
});

describe('an answer while the store fails', () => {
  it('is the last one known, marked stale, and counted', async () => {
    let time = now().getTime();
    await withApi({ now: () => new Date(time) }, async (api) => {
      publish(api, 3);
      const fresh = await api.server.inject('/products?limit=2');
      api.faulty.break('fails');
      time += 90_000;
      const stale = await api.server.inject('/products?limit=2');

      expect(stale.body).toBe(fresh.body);
      expect(stale.headers.warning).toBe('110 - "Response is Stale"');
      expect(stale.headers.age).toBe('90');
      expect(await sampleOf(api, 'products_stale_responses_total')).toBe(1);
      api.faulty.mend();
      time += 5000;
      await api.server.inject('/products?limit=2');
      const mended = await api.server.inject('/products?limit=2');
      expect(mended.headers.warning).toBeUndefined();
    });
  });

  it('is 503 with a time to come back when nothing is known', () =>
    withApi({ now }, async (api) => {
      api.faulty.break('fails');
      const answer = await api.server.inject('/products');

      expect(answer.statusCode).toBe(503);
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.json()).toMatchObject({ type: '/docs/problems/store-unavailable' });
    }));

  it.each([
    ['fails', 'open'],
    ['truncates', 'read'],
  ] as const)(
    'is 503 when the store %s to %s a body, and right again when it can',
    (fault, action) =>
      withApi({ now }, async (api) => {
        publish(api, 2);
        api.faulty.break(fault, action);
        const broken = await api.server.inject('/products');
        api.faulty.mend();
        const whole = await api.server.inject('/products');

        expect([broken.statusCode, whole.statusCode]).toEqual([503, 200]);
        expect(broken.headers.etag).toBeUndefined();
      }),
  );

  it('leaves out a file that was deleted after it was listed', () =>
    withApi({ now }, async (api) => {
      publish(api, 2, ['Chicago']);
      await api.server.inject('/products?limit=1');
      api.memory.remove(keyOf(api, 1));
      const answer = await api.server.inject('/products?limit=2');

      expect(answer.json()).toHaveLength(1);
    }));
});
