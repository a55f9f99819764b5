import { observedStore, type StoreCall } from '@weather/s3-store';
import { MemoryObjectStore } from '@weather/s3-store/testing';
import { encodeProduct, PRODUCT_FIELDS } from '@weather/weather-domain';
import { sampleProduct } from '@weather/weather-domain/testing';
import {
  keyOf,
  lineOf,
  NEWEST,
  publish,
  sampleOf,
  withApi,
  type ApiUnderTest,
} from '../testing/api-under-test';

const now = (): Date => new Date(NEWEST.getTime() + 60_000);

type Line = Readonly<Record<string, unknown>>;

async function linesAt(api: ApiUnderTest, url: string): Promise<Line[]> {
  const answer = await api.server.inject(url);
  expect(answer.statusCode).toBe(200);
  return answer.json<Line[]>();
}

function temps(lines: readonly Line[]): unknown[] {
  return lines.map(({ temp }) => temp);
}

describe('GET /products', () => {
  it('answers the lines of the newest file by default, byte for byte as they were published', () =>
    withApi({ now }, async (api) => {
      publish(api, 3);
      const answer = await api.server.inject('/products');

      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.body).toBe(`[${lineOf('Luxembourg', 0)},${lineOf('Chicago', 0)}]`);
    }));

  it('answers one flat array of the newest files, oldest first', () =>
    withApi({ now }, async (api) => {
      publish(api, 30);

      expect(temps(await linesAt(api, '/products?limit=3'))).toEqual([2, 2, 1, 1, 0, 0]);
      expect(await linesAt(api, '/products?limit=1000')).toHaveLength(60);
    }));

  it('answers an empty array from an empty store', () =>
    withApi({ now }, async (api) => {
      expect(await linesAt(api, '/products?limit=24')).toEqual([]);
      expect((await api.server.inject('/products?format=ndjson')).body).toBe('');
      expect((await api.server.inject('/products?format=csv')).body).toBe(
        `${PRODUCT_FIELDS.join(',')}\r\n`,
      );
    }));

  it('leaves out lines that are no JSON objects, and counts them', () =>
    withApi({ now }, async (api) => {
      api.memory.plant(keyOf(api, 0), `${lineOf('Chicago', 0)}\nnot json\n[1]\n`);

      expect(await linesAt(api, '/products')).toHaveLength(1);
      expect(await sampleOf(api, 'products_invalid_lines_total')).toBe(2);
    }));

  it('calls the store twice in a row for a cold request and not at all for a warm one', async () => {
    const memory = new MemoryObjectStore();
    const calls: StoreCall[] = [];
    const store = observedStore(memory, (call) => calls.push(call));
    await withApi({ now, store }, async (api) => {
      for (let hours = 0; hours < 30; hours += 1) {
        memory.plant(keyOf(api, hours), lineOf('Chicago', hours));
      }
      await linesAt(api, '/products?limit=24');
      const cold = calls.map(({ action }) => action).filter((action) => action !== 'read');
      calls.length = 0;
      for (let index = 0; index < 50; index += 1) await linesAt(api, '/products?limit=24');

      expect(cold).toEqual(['keys', ...Array.from({ length: 24 }, () => 'open')]);
      expect(calls).toEqual([]);
    });
  });

  it('tells of a new file once the listing has aged, and keeps the bodies it has read', async () => {
    let time = now().getTime();
    await withApi({ now: () => new Date(time) }, async (api) => {
      publish(api, 2);
      const before = await linesAt(api, '/products');
      api.memory.plant(keyOf(api, -1), lineOf('Chicago', -1));
      time += 500;
      const within = await linesAt(api, '/products');
      time += 5000;
      const after = await linesAt(api, '/products');

      expect(temps(before)).toEqual([0, 0]);
      expect(within).toEqual(before);
      expect(temps(after)).toEqual([-1]);
    });
  });
});

describe('GET /products with filters', () => {
  it('selects cities whatever the case, repeated or as a list', () =>
    withApi({ now }, async (api) => {
      publish(api, 2, ['Luxembourg', 'Chicago', 'Zürich']);
      const names = async (query: string): Promise<unknown[]> =>
        (await linesAt(api, `/products?${query}`)).map((line) => line['location_name']);

      expect(await names('city=CHICAGO')).toEqual(['Chicago']);
      expect(await names('city=chicago,luxembourg')).toEqual(['Luxembourg', 'Chicago']);
      expect(await names('city=chicago&city=Z%C3%9CRICH')).toEqual(['Chicago', 'Zürich']);
      expect(await names('city=nowhere')).toEqual([]);
    }));

  it('selects files by the time in their key, from inclusive, to exclusive', () =>
    withApi({ now }, async (api) => {
      publish(api, 10, ['Chicago']);
      const range = 'from=2026-11-23T08:00:00Z&to=2026-11-23T11:00:00%2B00:00';

      expect(temps(await linesAt(api, `/products?limit=100&${range}`))).toEqual([4, 3, 2]);
      expect(temps(await linesAt(api, `/products?limit=2&${range}`))).toEqual([3, 2]);
      expect(temps(await linesAt(api, `/products?limit=2&${range}&order=desc`))).toEqual([2, 3]);
    }));

  it('shows chosen fields in the order asked for, and null for what a line lacks', () =>
    withApi({ now }, async (api) => {
      api.memory.plant(keyOf(api, 0), '{"location_name":"Old","temp":1}');
      const answer = await api.server.inject('/products?fields=temp,location_name&fields=humidex');

      expect(answer.body).toBe('[{"temp":1,"location_name":"Old","humidex":null}]');
    }));

  it('converts units', () =>
    withApi({ now }, async (api) => {
      api.memory.plant(keyOf(api, 0), lineOf('Chicago', 0, { temp: 10, wind_speed: 4.4704 }));
      const query = 'fields=temp,wind_speed,pressure&units';

      expect(await linesAt(api, `/products?${query}=imperial`)).toEqual([
        { temp: 50, wind_speed: 10, pressure: 994 },
      ]);
      expect(await linesAt(api, `/products?${query}=standard`)).toEqual([
        { temp: 283.15, wind_speed: 4.47, pressure: 994 },
      ]);
    }));
});

describe('GET /products, page by page', () => {
  function nextOf(link: unknown): string {
    return /^<([^>]+)>; rel="next"$/.exec(String(link))?.[1] ?? '';
  }

  async function pages(api: ApiUnderTest, url: string): Promise<unknown[][]> {
    const found: unknown[][] = [];
    for (let next = url; next !== '';) {
      const answer = await api.server.inject(next);
      found.push(temps(answer.json<Line[]>()));
      next = answer.headers.link === undefined ? '' : nextOf(answer.headers.link);
    }
    return found;
  }

  it('leads through all files, each once, whichever the order', () =>
    withApi({ now }, async (api) => {
      publish(api, 7, ['Chicago', 'Luxembourg']);

      const each = '/products?limit=3&city=chicago';
      expect(await pages(api, each)).toEqual([[2, 1, 0], [5, 4, 3], [6]]);
      expect(await pages(api, `${each}&order=desc`)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    }));

  it('refuses a cursor that was made with other filters, or by nobody', () =>
    withApi({ now }, async (api) => {
      publish(api, 3);
      const { headers } = await api.server.inject('/products?city=chicago');
      const cursor = new URL(nextOf(headers.link), 'http://x').searchParams.get('cursor') ?? '';
      const ask = async (query: string): Promise<number> =>
        (await api.server.inject(`/products?${query}`)).statusCode;

      expect(await ask(`city=chicago&limit=2&fields=temp&cursor=${cursor}`)).toBe(200);
      expect(await ask(`city=luxembourg&cursor=${cursor}`)).toBe(400);
      expect(await ask(`cursor=${cursor}`)).toBe(400);
      expect(await ask(`city=chicago&cursor=${cursor}x`)).toBe(400);
      expect(await ask('cursor=AAAA')).toBe(400);
    }));
});

describe('GET /products, format by format', () => {
  it('answers JSON Lines, a line end behind each line', () =>
    withApi({ now }, async (api) => {
      publish(api, 2, ['Chicago']);
      const answer = await api.server.inject('/products?limit=2&format=ndjson');

      expect(answer.headers['content-type']).toBe('application/x-ndjson');
      expect(answer.body).toBe(`${lineOf('Chicago', 1)}\n${lineOf('Chicago', 0)}\n`);
    }));

  it('answers CSV with a header line, quotes and guarded formulas, and numbers as they are', () =>
    withApi({ now }, async (api) => {
      const weather = 'rain, "heavy"';
      const lines = [
        encodeProduct(sampleProduct({ location_name: '=1+1', weather, temp: -3.5 })),
        encodeProduct(sampleProduct({ location_name: 'A\r\nB', weather: null, temp: 0 })),
      ];
      api.memory.plant(keyOf(api, 0), lines.join('\n'));
      const answer = await api.server.inject(
        '/products?format=csv&fields=location_name,temp,weather',
      );

      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      expect(answer.body).toBe(
        'location_name,temp,weather\r\n' + `'=1+1,-3.5,"rain, ""heavy"""\r\n` + '"A\r\nB",0,\r\n',
      );
    }));

  it.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['text/csv', 'text/csv; charset=utf-8; header=present'],
    ['application/jsonl', 'application/jsonl'],
    ['application/x-ndjson;q=0.5, application/json;q=0.4', 'application/x-ndjson'],
    ['text/html, application/*;q=0.2', 'application/json; charset=utf-8'],
    ['application/json;q=0, */*;q=0.1', 'application/x-ndjson'],
  ])('answers what Accept: %s likes best', (accept, type) =>
    withApi({ now }, async (api) => {
      const headers = accept === undefined ? {} : { accept };
      const answer = await api.server.inject({ url: '/products', headers });

      expect(answer.headers['content-type']).toBe(type);
    }),
  );

  it('lets the parameter format win over Accept', () =>
    withApi({ now }, async (api) => {
      const headers = { accept: 'application/json' };
      const answer = await api.server.inject({ url: '/products?format=csv', headers });

      expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    }));

  it('refuses what it does not have', () =>
    withApi({ now }, async (api) => {
      const headers = { accept: 'application/xml' };
      const answer = await api.server.inject({ url: '/products', headers });

      expect(answer.statusCode).toBe(406);
      expect(answer.json()).toMatchObject({ type: '/docs/problems/not-acceptable', status: 406 });
    }));
});

describe('GET /products/latest', () => {
  it('answers the newest line of each city, by name', () =>
    withApi({ now }, async (api) => {
      publish(api, 30, ['Luxembourg', 'Chicago']);
      api.memory.plant(keyOf(api, 0), lineOf('luxembourg', 0, { temp: 99 }));
      api.memory.plant(keyOf(api, 25), lineOf('Atlantis', 25));
      const lines = await linesAt(api, '/products/latest?fields=location_name,temp');

      expect(lines).toEqual([
        { location_name: 'Chicago', temp: 1 },
        { location_name: 'luxembourg', temp: 99 },
      ]);
    }));

  it('takes city, units and format', () =>
    withApi({ now }, async (api) => {
      publish(api, 2);
      const url =
        '/products/latest?city=chicago&units=imperial&format=csv&fields=temp,location_name';

      expect((await api.server.inject(url)).body).toBe('temp,location_name\r\n32,Chicago\r\n');
      expect((await api.server.inject('/products/latest?limit=1')).statusCode).toBe(400);
    }));
});
