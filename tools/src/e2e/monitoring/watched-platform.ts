import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  apiRules,
  fasterTime,
  monitoringRules,
  onlyAlerts,
  orchestrationRules,
  pipelineRules,
  ruleGroupJson,
  secretsRules,
} from '@weather/infra/monitoring';
import { FaultProxy } from '../../fault-proxy/fault-proxy';
import { DagsterServer } from '../../servers/dagster';
import { PrometheusServer } from '../../servers/prometheus';
import { ApiUnderTest, BUILT_WORKER, type Variables } from '../platform/platform-under-test';
import { ExporterProcess } from './exporter-process';
import { RefusedPod } from './refused-pod';
import { Told } from './told';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this with npm run e2e`);
  return value;
}

function storeVariables(endpoint: string, prefix: string): Variables {
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'];
  const shared = [...names, 'WEATHER_RESULTS_BUCKET'].map((name) => [name, given(name)] as const);
  return {
    ...Object.fromEntries(shared),
    AWS_ENDPOINT_URL_S3: endpoint,
    WEATHER_RESULTS_PREFIX: prefix,
    WEATHER_STORE_TIMEOUT_MS: '3000',
    DRAIN_SECONDS: '0',
  };
}

/**
 * The platform's own rules, faster than they are: what looks at five minutes looks at fifteen seconds,
 * what takes two hours takes two minutes. Heartbeats come every 30 s, so their limit is a minute.
 */
function scaledRules(): Readonly<Record<string, object>> {
  const isStale = (alert: string): boolean => alert === 'WeatherPipelineStale';
  const isFresh = (alert: string): boolean => !isStale(alert);
  const at = (factor: number, group: Parameters<typeof onlyAlerts>[0]): object => ({
    groups: [ruleGroupJson(group, { time: fasterTime(factor) })],
  });
  const [daemon, login] = ['DagsterDaemonDown', 'VaultAuthenticationFailure'];
  return {
    failures: at(20, onlyAlerts(pipelineRules, isFresh)),
    staleness: at(60, onlyAlerts(pipelineRules, isStale)),
    daemons: at(
      5,
      onlyAlerts(orchestrationRules, (alert) => alert === daemon),
    ),
    api: at(60, apiRules),
    secrets: at(
      20,
      onlyAlerts(secretsRules, (alert) => alert === login),
    ),
    watchdog: at(1, monitoringRules),
  };
}

/** All that is watched and all that watches, as real programs on loopback. */
export interface WatchedPlatform {
  readonly dagster: DagsterServer;
  readonly exporter: ExporterProcess;
  readonly api: ApiUnderTest;
  readonly pod: RefusedPod;
  readonly prometheus: PrometheusServer;
  readonly told: Told;
  /** Between Dagster's runs and S3. */
  readonly workerStore: FaultProxy;
  /** Between the API and S3. */
  readonly apiStore: FaultProxy;
  readonly stop: () => Promise<void>;
}

/** Stops what was started, the last first. */
class Stops {
  private readonly stops: (() => Promise<void>)[] = [];

  keep<Thing>(thing: Thing, stop: (thing: Thing) => Promise<void>): Thing {
    this.stops.unshift(() => stop(thing));
    return thing;
  }

  async all(): Promise<void> {
    for (const stop of this.stops) await stop();
  }
}

function dagsterVariables(folder: string, store: Variables): Variables {
  return {
    ...store,
    WEATHER_WORKER_COMMAND: BUILT_WORKER.join(' '),
    WEATHER_WORK_DIR: join(folder, 'runs'),
    WEATHER_SOURCE: 'replay',
    WEATHER_STEP_RETRIES: '0',
    // Never while this lasts: runs are launched by the tests.
    WEATHER_CRON: '0 0 1 1 *',
  };
}

async function startAll(folder: string, stops: Stops): Promise<WatchedPlatform> {
  const upstream = new URL(given('AWS_ENDPOINT_URL_S3'));
  const proxies = [new FaultProxy(upstream), new FaultProxy(upstream)] as const;
  const [workerStore, apiStore] = proxies.map((one) => stops.keep(one, (proxy) => proxy.close()));
  if (workerStore === undefined || apiStore === undefined) throw new Error('no proxies');
  const prefix = `monitoring-${Date.now()}/`;
  const workerVariables = storeVariables(await workerStore.listen(), prefix);
  const apiVariables = storeVariables(await apiStore.listen(), prefix);
  apiStore.inject(() => ({ kind: 'slow-down' }));
  const pod = stops.keep(new RefusedPod(folder), (one) => one.close());
  const dagster = stops.keep(
    await DagsterServer.start({
      ...{ folder: join(folder, 'dagster'), say },
      environment: dagsterVariables(folder, workerVariables),
    }),
    (one) => one.stop(),
  );
  const exporter = stops.keep(await ExporterProcess.start(dagster.url), (one) => one.stop());
  const api = stops.keep(await ApiUnderTest.start(apiVariables), (one) => one.process.stop());
  const told = stops.keep(await Told.start(join(folder, 'alertmanager'), say), (one) =>
    one.close(),
  );
  const targets = {
    'products-api': new URL(api.url).host,
    'dagster-exporter': exporter.address,
    'kube-state-metrics': await pod.listen(),
  };
  const prometheus = stops.keep(
    await PrometheusServer.start({
      ...{ folder: join(folder, 'prometheus'), targets, rules: scaledRules(), interval: '1s', say },
      alertmanager: told.alertmanager.address,
    }),
    (one) => one.stop(),
  );
  const stop = (): Promise<void> => stops.all();
  return { dagster, exporter, api, pod, prometheus, told, workerStore, apiStore, stop };
}

/** Starts everything; the store of the API fails from the start. */
export async function startWatchedPlatform(): Promise<WatchedPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'weather-monitoring-'));
  mkdirSync(join(folder, 'dagster'), { recursive: true });
  const stops = new Stops();
  stops.keep(folder, (path) => {
    rmSync(path, { recursive: true, force: true });
    return Promise.resolve();
  });
  try {
    return await startAll(folder, stops);
  } catch (error) {
    await stops.all();
    throw error;
  }
}
