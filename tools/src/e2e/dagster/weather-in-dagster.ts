import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createS3Client, ProductKeys, readObject, S3ObjectStore } from '@weather/s3-store';
import { fault, startStandIn, weatherAt, type StandIn } from '@weather/weather-worker/testing';
import type { MetadataEntry, RunLogEvent } from '../../servers/dagster-api';
import { DagsterServer } from '../../servers/dagster';
import { BUILT_WORKER, type Variables } from '../platform/platform-under-test';

/** The key that the stand-in of OpenWeather takes. */
const GOOD_KEY = 'the-key-of-the-stand-in';

/** The job that makes products. */
export const JOB = 'weather_product_job';

export const HOUR_MS = 3_600_000;

/** Config of `fetch_weather` for hours that no source knows any more. */
export const REPLAY = { source: 'replay' };

/** How Dagster names the hour of `instant`: `2026-11-23-12:00`. */
export function partitionOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 13).replace('T', '-')}:00`;
}

/** Latitude of the place that the stand-in does not know, and of the one it does not answer for by itself. */
export const NOWHERE = { name: 'Nowhere', lat: 11, lon: 11 };
export const NEVER = { name: 'Never', lat: 22, lon: 22 };

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this with npm run e2e`);
  return value;
}

function startOpenWeather(patience: { readonly isOver: boolean }): Promise<StandIn> {
  return startStandIn((call) => {
    const lat = Number(call.query.get('lat'));
    if (call.query.get('appid') !== GOOD_KEY) return fault(401);
    if (lat === NOWHERE.lat) return fault(404);
    return lat === NEVER.lat && !patience.isOver ? { stalls: 'before-headers' } : weatherAt(call);
  });
}

/** A program that is the worker until it is silenced: then it ends with 0 without a word. */
const SWITCH = `if [ -e "$(dirname "$0")/silent" ]; then exit 0; fi\nexec ${BUILT_WORKER.join(' ')} "$@"\n`;

/** What the tests change. */
interface World {
  readonly folder: string;
  /** Whether the stand-in answers for every place it knows. */
  readonly patience: { isOver: boolean };
}

/** The worker in a real Dagster, over a real S3 server and a stand-in of OpenWeather. */
export class WeatherInDagster {
  readonly store: S3ObjectStore;
  readonly keys: ProductKeys;

  private constructor(
    readonly dagster: DagsterServer,
    readonly openWeather: StandIn,
    private readonly world: World,
  ) {
    const bucket = given('WEATHER_RESULTS_BUCKET');
    this.store = new S3ObjectStore(
      createS3Client({ endpoint: given('AWS_ENDPOINT_URL_S3') }),
      bucket,
    );
    this.keys = new ProductKeys(prefixIn(world.folder));
  }

  static async start(): Promise<WeatherInDagster> {
    const folder = mkdtempSync(join(tmpdir(), 'weather-dagster-'));
    const patience = { isOver: false };
    const openWeather = await startOpenWeather(patience);
    writeFileSync(join(folder, 'worker.sh'), SWITCH);
    chmodSync(join(folder, 'worker.sh'), 0o755);
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const dagster = await DagsterServer.start({
      folder,
      say,
      maxConcurrentRuns: 3,
      environment: {
        WEATHER_WORKER_COMMAND: `sh ${join(folder, 'worker.sh')}`,
        WEATHER_WORK_DIR: join(folder, 'runs'),
        WEATHER_STEP_RETRIES: '1',
        WEATHER_STEP_RETRY_SECONDS: '0',
        // Due every minute, so that nobody has to wait; it asks for the hour all the same.
        WEATHER_CRON: '* * * * *',
        WEATHER_RESULTS_PREFIX: prefixIn(folder),
        OPENWEATHER_URL: openWeather.url,
        OPENWEATHER_API_KEY_FILE: join(folder, 'key'),
        WEATHER_TIMEOUT_MS: '60000',
      },
    });
    const weather = new WeatherInDagster(dagster, openWeather, { folder, patience });
    weather.useKey();
    return weather;
  }

  /** Variables of an API that serves what was published. */
  get apiEnvironment(): Variables {
    const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'];
    const shared = [...names, 'AWS_ENDPOINT_URL_S3', 'WEATHER_RESULTS_BUCKET'];
    const environment = Object.fromEntries(shared.map((name) => [name, given(name)]));
    return { ...environment, WEATHER_RESULTS_PREFIX: this.keys.prefix, DRAIN_SECONDS: '0' };
  }

  /** Changes the key of OpenWeather; without one it is the right one. */
  useKey(key: string = GOOD_KEY): void {
    writeFileSync(join(this.world.folder, 'key'), key);
  }

  /** Makes the worker end with 0 without a word. */
  silence(isSilent: boolean): void {
    if (isSilent) writeFileSync(join(this.world.folder, 'silent'), '');
    else rmSync(join(this.world.folder, 'silent'), { force: true });
  }

  /** Makes OpenWeather answer for the place that it does not answer for by itself. */
  answerForAll(): void {
    this.world.patience.isOver = true;
  }

  /** All lines of an object. */
  async linesOf(key: string): Promise<readonly { readonly location_name: string }[]> {
    const text = (await this.bytesOf(key)).toString('utf8');
    return text.split('\n').map((line) => JSON.parse(line) as { location_name: string });
  }

  async bytesOf(key: string): Promise<Buffer> {
    const object = await readObject(this.store, key);
    if (object === undefined) throw new Error(`there is no ${key}`);
    return object.bytes;
  }

  /** The keys of all products of a time before `end`, ISO 8601. */
  async keysBetween(start: string, end: string): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const key of this.store.keys(this.keys.prefix)) {
      const instant = this.keys.instantOf(key);
      if (instant && instant >= new Date(start) && instant < new Date(end)) keys.push(key);
    }
    return keys;
  }

  async stop(): Promise<void> {
    await this.dagster.stop();
    await this.openWeather.close();
    rmSync(this.world.folder, { recursive: true, force: true });
  }
}

function prefixIn(folder: string): string {
  return `${folder.slice(folder.lastIndexOf('/') + 1)}/`;
}

/** The value of a metadata entry, of whatever type. */
function valueOf({ intValue, floatValue, text, path, jsonString, timestamp }: MetadataEntry) {
  return intValue ?? floatValue ?? text ?? path ?? jsonString ?? timestamp;
}

/** What an event tells, by name. */
export function metadataOf(event: RunLogEvent | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (event?.metadataEntries ?? []).map((entry) => [entry.label, valueOf(entry)]),
  );
}

/** The events of a type. */
export function ofType(log: readonly RunLogEvent[], type: string): readonly RunLogEvent[] {
  return log.filter((event) => event.__typename === type);
}
