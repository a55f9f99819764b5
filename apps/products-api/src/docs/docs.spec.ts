import { publishedLineSchema } from '@weather/weather-domain';
import { PROBLEM_NAMES, PROBLEMS } from '../errors/problem-catalogue';
import { productsParameters } from '../query/products-query';
import { publish, withApi, type ApiUnderTest } from '../testing/api-under-test';

interface Described {
  readonly summary?: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly headers?: Readonly<Record<string, unknown>>;
        readonly content?: Readonly<Record<string, { readonly example?: unknown }>>;
      }
    >
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** Routes that make up the page. */
const PAGE = ['/', '/docs', '/docs/show-api.js', '/docs/{asset}'];

async function documentOf(api: ApiUnderTest): Promise<Document> {
  return (await api.server.inject('/openapi.json')).json<Document>();
}

function operationsOf({ paths }: Document): [string, Described][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((one): [string, Described] => [path, one]),
  );
}

/** The value that a local reference of `document` leads to. */
function resolved(document: unknown, reference: string): unknown {
  const parts = reference.replace(/^#\//, '').split('/');
  return parts.reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], document);
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' ? [String(inner)] : referencesIn(inner),
  );
}

describe('GET /openapi.json', () => {
  it('describes every route of the server, in OpenAPI 3.1', () =>
    withApi({}, async (api) => {
      const document = await documentOf(api);
      const templates = api.templates.map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));

      expect(document.openapi).toBe('3.1.0');
      expect(new Set([...Object.keys(document.paths), ...PAGE])).toEqual(new Set(templates));
    }));

  it('tells of each route what it is for, what it takes and what it answers', () =>
    withApi({}, async (api) => {
      const document = await documentOf(api);
      for (const [path, { summary, parameters, responses }] of operationsOf(document)) {
        expect([path, summary]).toEqual([path, expect.stringMatching(/\w/)]);
        expect(parameters.map(({ name }) => name)).toContain('X-Request-Id');
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '405', '500']));
        for (const response of Object.values(responses)) {
          expect(response).toHaveProperty('description', expect.stringMatching(/\w/));
        }
      }
      const products = document.paths['/products']?.['get'];
      const queried = products?.parameters.filter((parameter) => parameter.in === 'query');
      const known = Object.keys(productsParameters.shape);
      expect(queried?.map(({ name }) => name)).toEqual(known);
      expect(Object.keys(products?.responses ?? {})).toEqual([
        '200',
        '304',
        '400',
        '405',
        '406',
        '414',
        '429',
        '500',
        '503',
      ]);
    }));

  it('describes every header that answers carry beyond the usual', () =>
    withApi({ environment: { MAX_REQUESTS: '9' } }, async (api) => {
      publish(api, 2);
      const described = (await documentOf(api)).paths['/products']?.['get']?.responses['200'];
      const names = new Set(
        Object.keys(described?.headers ?? {}).map((name) => name.toLowerCase()),
      );
      const { headers } = await api.server.inject('/products');
      const usual = /^(content-|date$|connection$|keep-alive$|x-content|x-frame|referrer)/;

      for (const name of Object.keys(headers).filter((one) => !usual.test(one))) {
        expect([...names]).toContain(name);
      }
    }));

  it('leads nowhere in vain', () =>
    withApi({}, async (api) => {
      const document = await documentOf(api);
      const references = referencesIn(document);

      expect(references.length).toBeGreaterThan(50);
      for (const reference of references) {
        expect([reference, typeof resolved(document, reference)]).toEqual([reference, 'object']);
      }
    }));

  it('has examples that are what they are examples of', () =>
    withApi({}, async (api) => {
      const answer = (await documentOf(api)).paths['/products']?.['get']?.responses['200'];
      const example = (type: string) => answer?.content?.[type]?.example;

      const [line] = example('application/json') as unknown[];
      expect(publishedLineSchema.parse(line)).toEqual(line);
      expect(JSON.parse(String(example('application/jsonl')))).toEqual(line);
      expect(String(example('text/csv')).split('\r\n')).toHaveLength(3);
    }));
});

describe('GET /docs', () => {
  it('loads everything from this server, and nothing inline', () =>
    withApi({}, async (api) => {
      const page = await api.server.inject('/docs');
      const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) =>
        String(url),
      );

      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.headers['content-security-policy']).toContain("script-src 'self';");
      expect(page.body).not.toMatch(/<style|style=|onload=|<script>/);
      expect(loaded).toHaveLength(4);
      for (const url of loaded) {
        const asset = await api.server.inject(url);
        expect([url, asset.statusCode]).toEqual([url, 200]);
        expect(asset.rawPayload.length).toBeGreaterThan(100);
      }
      expect((await api.server.inject('/')).headers.location).toBe('/docs');
    }));

  it('compresses what it loads, and has no other files', () =>
    withApi({}, async (api) => {
      const url = '/docs/swagger-ui-bundle.js';
      const plain = await api.server.inject(url);
      const small = await api.server.inject({ url, headers: { 'accept-encoding': 'gzip' } });

      expect(small.headers['content-encoding']).toBe('gzip');
      expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
      for (const other of ['package.json', 'index.html', '..%2Fpackage.json', '__proto__']) {
        expect((await api.server.inject(`/docs/${other}`)).statusCode).toBe(404);
      }
    }));

  it('has a page for each kind of problem', () =>
    withApi({}, async (api) => {
      for (const name of PROBLEM_NAMES) {
        const page = await api.server.inject(`/docs/problems/${name}`);
        expect(page.body).toContain(`${PROBLEMS[name].status} ${PROBLEMS[name].title}`);
      }
    }));
});
