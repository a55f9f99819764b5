import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultProxy } from '../fault-proxy/fault-proxy';
import { run } from '../servers/run';
import { startS3Server, type S3Server } from '../servers/s3-server';
import { startApi, startBareServer, startFastApi, type Peer } from './api-peers';
import type { Figure } from './bench-report';
import { load, type LoadResult } from './load';

const BUCKET = 'bench-products';
const HOURS = 168;
const LOAD = { connections: 32, seconds: 8 };
/** Large enough to tell round trips apart. */
const ROUND_TRIP_MS = 800;

type Say = (line: string) => void;
type Environment = Readonly<Record<string, string>>;

/** A week of hourly products, made by the worker itself. */
async function fill(environment: Environment): Promise<void> {
  const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const from = new Date(to.getTime() - HOURS * 3_600_000);
  const worker = join('dist', 'apps', 'weather-worker', 'main.mjs');
  const range = ['--from', from.toISOString(), '--to', to.toISOString()];
  const env = { ...process.env, ...environment, WEATHER_SOURCE: 'replay' };
  await run(process.execPath, [worker, 'backfill', ...range], { env });
}

async function measure(peer: Peer, limit: number, say: Say): Promise<LoadResult> {
  const url = `${peer.url}/products?limit=${limit}`;
  await load(url, { ...LOAD, seconds: 2 });
  const result = await load(url, LOAD);
  say(
    `  ${peer.process.name}, limit=${limit}: ${Math.round(result.requestsPerSecond)}/s, p99 ${result.p99Ms} ms`,
  );
  if (result.failures > 0)
    throw new Error(`${peer.process.name}: ${result.failures} requests failed`);
  return result;
}

async function storeCallsOf(api: Peer): Promise<number> {
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  const samples = [...metrics.matchAll(/^s3_requests_total\{[^}]*\} (\d+)$/gm)];
  return samples.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** How many store round trips a first request waits for, one after the other. */
async function coldRoundTrips(server: S3Server, environment: Environment): Promise<number> {
  const proxy = new FaultProxy(new URL(server.endpoint));
  const endpoint = await proxy.listen();
  const api = await startApi({ ...environment, AWS_ENDPOINT_URL_S3: endpoint, LIST_TTL_MS: '1' });
  proxy.inject(() => ({ kind: 'latency', milliseconds: ROUND_TRIP_MS }));
  const startedAt = performance.now();
  await (await fetch(`${api.url}/products?limit=24`)).arrayBuffer();
  const seconds = performance.now() - startedAt;
  await api.process.stop();
  await proxy.close();
  return Math.floor(seconds / ROUND_TRIP_MS);
}

async function compare(api: Peer, environment: Environment, say: Say): Promise<Figure[]> {
  const url = `${api.url}/products?limit=24`;
  const before = await storeCallsOf(api);
  const ours = await measure(api, 24, say);
  const storeCalls = (await storeCallsOf(api)) - before;
  const small = await measure(api, 1, say);
  const bare = await startBareServer(url);
  const least = await measure(bare, 24, say);
  await bare.process.stop();
  const python = await startFastApi({ ...environment, AWS_DEFAULT_REGION: 'us-east-1' }, say);
  const reference = await measure(python, 24, say);
  await python.process.stop();
  return figuresOf({ ours, small, least, reference, storeCalls });
}

interface Measured {
  readonly ours: LoadResult;
  readonly small: LoadResult;
  readonly least: LoadResult;
  readonly reference: LoadResult;
  readonly storeCalls: number;
}

function figuresOf({ ours, small, least, reference, storeCalls }: Measured): Figure[] {
  const rate = ours.requestsPerSecond;
  return [
    { name: 'API, warm, limit=24', value: rate, unit: '/s' },
    { name: 'API, warm, limit=1', value: small.requestsPerSecond, unit: '/s' },
    { name: 'bare node:http, same bytes', value: least.requestsPerSecond, unit: '/s' },
    { name: 'FastAPI + boto3, limit=24', value: reference.requestsPerSecond, unit: '/s' },
    {
      name: 'API / bare node:http',
      value: rate / least.requestsPerSecond,
      unit: '',
      target: { comparison: '>=', value: 0.7 },
    },
    {
      name: 'API / FastAPI + boto3',
      value: rate / reference.requestsPerSecond,
      unit: '',
      target: { comparison: '>=', value: 200 },
    },
    {
      name: 'p99 at 32 connections',
      value: ours.p99Ms,
      unit: 'ms',
      target: { comparison: '<=', value: 10 },
    },
    {
      name: 'store calls for 1,000 warm requests',
      value: (storeCalls * 1000) / ours.requests,
      unit: '',
    },
  ];
}

/** The products API against its peers, all on one S3 server, in one run. */
export async function benchApi(say: Say): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'weather-bench-'));
  const server = await startS3Server(folder, BUCKET, say);
  const environment = { ...server.environment, WEATHER_RESULTS_BUCKET: BUCKET };
  try {
    say(`filling the store with ${HOURS} hourly products`);
    await fill(environment);
    const api = await startApi(environment);
    const figures = await compare(api, environment, say);
    await api.process.stop();
    const roundTrips = await coldRoundTrips(server, environment);
    const target = { comparison: '<=', value: 2 } as const;
    return [
      ...figures,
      { name: 'store round trips of a cold request', value: roundTrips, unit: '', target },
    ];
  } finally {
    await server.process.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
