import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './bench-report';
import { peakMemory } from '@weather/weather-worker/testing';

const CITIES = 10_000;
const CONCURRENCY = 32;
const ANSWER_MS = 20;
const SAMPLE_MS = 20;
const ANSWER = join(
  'libs',
  'weather-domain',
  'src',
  'testing',
  'fixtures',
  'openweather',
  'odesa-metric-2022.json',
);

/** A source of weather on loopback that takes {@link ANSWER_MS} for every answer. */
async function startSource(): Promise<{ server: Server; url: string }> {
  const answer = await readFile(ANSWER);
  const server = createServer((_request, response) => {
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    }, ANSWER_MS);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the source has no port');
  return { server, url: `http://127.0.0.1:${address.port}/data/2.5/weather` };
}

function citiesText(): string {
  const cities = Array.from({ length: CITIES }, (_, index) => ({
    name: `City ${index}`,
    lat: 46.4775,
    lon: 30.7326,
  }));
  return JSON.stringify(cities);
}

interface WorkerRun {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

function runWorker(environment: NodeJS.ProcessEnv): Promise<WorkerRun> {
  const parameters = [join('dist', 'apps', 'weather-worker', 'main.mjs'), 'run', '--json'];
  const startedAt = performance.now();
  const stdio = ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'];
  const child = spawn(process.execPath, parameters, { stdio, env: environment });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakMemory(child.pid) ?? 0);
  }, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - startedAt) / 1000;
      if (code === 0) resolve({ seconds, peakMegabytes: peak });
      else reject(new Error(`the worker ended with ${String(code)}`));
    });
  });
}

function figuresOf({ seconds, peakMegabytes: peak }: WorkerRun): Figure[] {
  const ideal = (CITIES * ANSWER_MS) / CONCURRENCY / 1000;
  return [
    {
      name: `${CITIES.toLocaleString('en-US')} cities, ${CONCURRENCY} at once`,
      value: seconds,
      unit: 's',
    },
    {
      name: 'worker / ideal time',
      value: seconds / ideal,
      unit: '',
      target: { comparison: '<=', value: 1.3 },
    },
    {
      name: 'peak memory of the worker',
      value: peak,
      unit: 'MB',
      target: { comparison: '<=', value: 200 },
    },
  ];
}

/** The worker with ten thousand cities, from start to stored product. */
export async function benchWorker(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'weather-bench-'));
  const { server, url } = await startSource();
  const files = { cities: join(folder, 'cities.json'), key: join(folder, 'key') };
  await writeFile(files.cities, citiesText());
  await writeFile(files.key, 'bench');
  try {
    const worked = await runWorker({
      ...process.env,
      WEATHER_SOURCE: 'openweather',
      WEATHER_CITIES: `@${files.cities}`,
      WEATHER_STORE_DIR: join(folder, 'store'),
      WEATHER_CONCURRENCY: String(CONCURRENCY),
      OPENWEATHER_URL: url,
      OPENWEATHER_API_KEY_FILE: files.key,
      OPENWEATHER_RATE_LIMIT: '0',
      LOG_LEVEL: 'warn',
    });
    return figuresOf(worked);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
