import { resolve } from 'node:path';

/** The process environment, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the demo runs with. */
export interface DemoSettings {
  /** Port of the API. */
  readonly port: string;
  /** Port of the worker's health and metrics. */
  readonly workerPort: string;
  /** What the programs are given on top of the environment. */
  readonly programs: Environment;
  /** Where the weather comes from and where it goes, in words. */
  readonly summary: string;
}

const DEFAULT_STORE = resolve('data', 'store');

/** Real weather where there is a key or a source was named, recorded weather elsewhere. */
function sourceOf(environment: Environment): Environment {
  const hasKey = environment['OPENWEATHER_API_KEY_FILE'] ?? environment['OPENWEATHER_API_KEY'];
  const isChosen = environment['WEATHER_SOURCE'] !== undefined || hasKey !== undefined;
  return isChosen ? {} : { WEATHER_SOURCE: 'replay' };
}

/** The bucket where one was named, a directory elsewhere. */
function storeOf(environment: Environment): Environment {
  const { WEATHER_RESULTS_BUCKET: bucket, WEATHER_STORE_DIR: directory } = environment;
  return bucket === undefined && directory === undefined
    ? { WEATHER_STORE_DIR: DEFAULT_STORE }
    : {};
}

function summaryOf(environment: Environment): string {
  const { WEATHER_SOURCE: source = 'openweather', WEATHER_RESULTS_BUCKET: bucket } = environment;
  const weather = source === 'replay' ? 'recorded weather (replay)' : `weather from ${source}`;
  const place = bucket === undefined ? environment['WEATHER_STORE_DIR'] : `s3://${bucket}`;
  return `${weather}, stored in ${place ?? 'nowhere'}`;
}

/** The settings of the demo: whatever the environment leaves open works without a key or a cloud. */
export function demoSettings(environment: Environment): DemoSettings {
  const { PORT: port = '8080', WORKER_PORT: workerPort = '8001' } = environment;
  const programs = { ...sourceOf(environment), ...storeOf(environment) };
  const summary = summaryOf({ ...environment, ...programs });
  return { port, workerPort, programs, summary };
}
