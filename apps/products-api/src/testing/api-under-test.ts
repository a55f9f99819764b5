import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { ProductKeys, type ObjectStore } from '@weather/s3-store';
import { FaultyObjectStore, MemoryObjectStore } from '@weather/s3-store/testing';
import { createLogger, startTracing, type Tracing } from '@weather/telemetry';
import type { WeatherProduct } from '@weather/weather-domain';
import { encodeProduct } from '@weather/weather-domain';
import { sampleProduct } from '@weather/weather-domain/testing';
import type { ApiSettings } from '../config/api-settings';
import { createApp, type Api } from '../create-app';

/** What a test may choose; all else is as in production, but quiet. */
export interface ApiChoices {
  readonly settings?: Partial<ApiSettings>;
  /** The store below the one whose faults can be switched. */
  readonly store?: ObjectStore;
  /** Settings that may change while the program runs. */
  readonly environment?: Record<string, string>;
  readonly now?: () => Date;
  readonly tracing?: Tracing;
  readonly hasProcessMetrics?: boolean;
}

const SETTINGS: ApiSettings = {
  trustedProxies: false,
  listTtlMs: 1000,
  cacheBytes: 16 * 1024 * 1024,
  cacheMaxAgeSeconds: 30,
  corsOrigins: [],
  loggedRequests: 'all',
};

/** The application on a store in memory, with what a test looks at. */
export interface ApiUnderTest extends Api {
  readonly memory: MemoryObjectStore;
  readonly faulty: FaultyObjectStore;
  readonly keys: ProductKeys;
  /** Lines of log, parsed. */
  readonly log: Readonly<Record<string, unknown>>[];
}

/** Where the files of Swagger UI are while developing. */
function swaggerUiDirectory(): string {
  return dirname(createRequire(__filename).resolve('swagger-ui-dist/package.json'));
}

/** The application, as {@link createApp} makes it. Stop it when the test is done. */
async function apiUnderTest(choices: ApiChoices = {}): Promise<ApiUnderTest> {
  const memory = new MemoryObjectStore();
  const faulty = new FaultyObjectStore(choices.store ?? memory);
  const keys = new ProductKeys();
  const log: Readonly<Record<string, unknown>>[] = [];
  const write = (line: string): void => {
    log.push(JSON.parse(line) as Record<string, unknown>);
  };
  const api = await createApp({
    settings: { ...SETTINGS, ...choices.settings },
    store: faulty,
    keys,
    lookUp: (name) => choices.environment?.[name],
    logger: createLogger(
      { service: 'products-api', level: 'debug', isForPeople: false },
      { write },
    ),
    tracing: choices.tracing ?? (await startTracing('products-api', {})),
    now: choices.now ?? (() => new Date()),
    version: '0.0.0-test',
    swaggerDirectory: swaggerUiDirectory(),
    hasProcessMetrics: choices.hasProcessMetrics ?? false,
  });
  return { ...api, memory, faulty, keys, log };
}

/** When the newest file of {@link publish} was published. */
export const NEWEST = new Date('2026-11-23T12:00:00Z');

const HOUR_MS = 3_600_000;

/** The key of the file that was published `hours` before the newest one. */
export function keyOf(api: Pick<ApiUnderTest, 'keys'>, hours: number): string {
  return api.keys.keyFor(new Date(NEWEST.getTime() - hours * HOUR_MS));
}

/** The line of a city in the file that was published `hours` before the newest one. */
export function lineOf(city: string, hours: number, changes: Partial<WeatherProduct> = {}): string {
  const time = new Date(NEWEST.getTime() - hours * HOUR_MS).toISOString();
  const id = Buffer.from(`${city}${hours}`).toString('hex').padEnd(16, '0').slice(-16);
  const when = { collected_at: time, observed_at: time };
  return encodeProduct(
    sampleProduct({ ...when, id, location_name: city, temp: hours, ...changes }),
  );
}

/** Publishes `files` files, one an hour, with a line of each city, up to the one of {@link NEWEST}. */
export function publish(
  api: ApiUnderTest,
  files: number,
  cities: readonly string[] = ['Luxembourg', 'Chicago'],
): void {
  for (let hours = 0; hours < files; hours += 1) {
    api.memory.plant(keyOf(api, hours), cities.map((city) => lineOf(city, hours)).join('\n'));
  }
}

/** Runs a test on an application that is stopped afterwards, whatever happens. */
export async function withApi(
  choices: ApiChoices,
  test: (api: ApiUnderTest) => Promise<void>,
): Promise<void> {
  const api = await apiUnderTest(choices);
  try {
    await test(api);
  } finally {
    await api.stop();
  }
}

/** The value of one sample of the metrics, such as `x_total{a="b"}`; `undefined` when it is not there. */
export async function sampleOf(
  api: Pick<ApiUnderTest, 'metrics'>,
  sample: string,
): Promise<number | undefined> {
  const lines = (await api.metrics.scrape()).split('\n');
  const line = lines.find((text) => text.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
}
