import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { z } from 'zod';
import { ApiPod } from './api-pod';
import { ClusterRig } from './cluster-rig';

const BUNDLES = resolve(import.meta.dirname, '../../../../dist/apps');
const RATE = 200;
const SECONDS = 20;
const ROTATE_AFTER_MS = 4000;
const IN_FORCE_WITHIN_MS = 10_000;
const OLD_QUOTA = 1_000_000;
const NEW_QUOTA = 900_000;

const auditEntrySchema = z.object({
  type: z.string(),
  time: z.string(),
  request: z.object({ operation: z.string(), path: z.string() }),
});

/** A collector of traces that keeps what it is sent. */
async function startCollector() {
  const received: Buffer[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push(body);
      response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received, close: () => server.close() };
}

/** The files of a folder and of those in it. */
function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The environments and command lines of all processes that can be seen. */
function processTexts(): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) =>
    ['environ', 'cmdline'].flatMap((file) => {
      try {
        return [readFileSync(`/proc/${pid}/${file}`, 'latin1')];
      } catch {
        // It has ended, or belongs to somebody else.
        return [];
      }
    }),
  );
}

describe('a secret that changes under load', () => {
  let cluster: ClusterRig;
  let destroy = () => Promise.resolve();
  let pod: ApiPod | undefined;
  let collector: Awaited<ReturnType<typeof startCollector>>;

  async function rotate(name: string, value: string): Promise<void> {
    const file = cluster.rig.file('value', value);
    const ended = await cluster.rig.operate(['rotate', name, '--file', file]);
    if (ended.code !== 0) throw new Error(ended.said);
  }

  beforeAll(async () => {
    cluster = await ClusterRig.create('rotation');
    collector = await startCollector();
    destroy = () => {
      collector.close();
      return cluster.destroy();
    };
    await rotate('api-max-requests', String(OLD_QUOTA));
    await rotate('s3-bucket-name', process.env['WEATHER_RESULTS_BUCKET'] ?? '');
    const folder = cluster.podFolder('api');
    const token = await cluster.token('api-role');
    pod = await ApiPod.start(cluster, { role: 'api-role', folder, token }, collector.url);
  }, 1_800_000);

  afterAll(async () => {
    await pod?.stop();
    await destroy();
  });

  function urlOf(path: string): string {
    if (pod === undefined) throw new Error('the API did not start');
    return `${pod.url}${path}`;
  }

  async function quotaInForce(): Promise<number> {
    const answer = await fetch(urlOf('/products?limit=1'));
    await answer.arrayBuffer();
    const [, quota = ''] = /q=(\d+)/.exec(answer.headers.get('ratelimit-policy') ?? '') ?? [];
    return Number(quota);
  }

  /** When Vault took the newest value of the quota, by its audit log. */
  function rotatedAt(): number {
    const written = cluster.rig.vault
      .auditEntries()
      .map((entry) => auditEntrySchema.parse(entry))
      .filter(({ type, request }) => type === 'response' && request.operation === 'update')
      .filter(({ request }) => request.path === 'secret/data/api/rate-limits');
    return Date.parse(written.at(-1)?.time ?? '');
  }

  /** Waits until the new quota counts; answers how long that took since Vault had it, in ms. */
  async function timeUntil(quota: number): Promise<number> {
    const giveUpAt = performance.now() + 2 * IN_FORCE_WITHIN_MS;
    while ((await quotaInForce()) !== quota && performance.now() < giveUpAt) await sleep(50);
    return Date.now() - rotatedAt();
  }

  it('is in force within ten seconds, and no request fails', async () => {
    expect(await quotaInForce()).toBe(OLD_QUOTA);
    const pressing = autocannon({
      url: urlOf('/products?limit=1'),
      connections: 20,
      duration: SECONDS,
      overallRate: RATE,
    });
    await sleep(ROTATE_AFTER_MS);
    await rotate('api-max-requests', String(NEW_QUOTA));
    const ms = await timeUntil(NEW_QUOTA);
    const { requests, errors, non2xx, timeouts } = await pressing;
    process.stderr.write(
      `rotation: ${requests.total} requests, ${Math.round(requests.average)} a second, ` +
        `${errors + non2xx + timeouts} failed, in force after ${Math.round(ms)} ms\n`,
    );
    expect({ errors, non2xx, timeouts }).toEqual({ errors: 0, non2xx: 0, timeouts: 0 });
    expect(requests.average).toBeGreaterThan(RATE * 0.9);
    expect(ms).toBeLessThan(IN_FORCE_WITHIN_MS);
  });

  it('shows its value in no log, error, metric, trace, process or image', async () => {
    const { secrets } = await cluster.rig.contents();
    const values = ['openweather-api-key', 'dagster-db-password'].map((name) =>
      String(secrets[name]),
    );
    const metrics = await (await fetch(urlOf('/metrics'))).text();
    const refused = await (await fetch(urlOf('/products?limit=0'))).text();
    const processes = processTexts();
    const logs = (pod?.processes ?? []).map(({ lastWords }) => lastWords);
    await pod?.stop();
    const traces = collector.received.map((body) => body.toString('latin1'));
    const image = filesIn(BUNDLES).map((path) => readFileSync(path, 'latin1'));
    const places = {
      metrics: [metrics],
      errors: [refused],
      logs: [...logs, cluster.rig.vault.lastWords],
      audit: [readFileSync(cluster.rig.vault.auditFile, 'utf8')],
      processes,
      traces,
      image,
    };
    for (const [place, texts] of Object.entries(places)) {
      expect([place, texts.length]).not.toEqual([place, 0]);
      const leaks = texts.filter((text) => values.some((value) => text.includes(value)));
      expect({ place, leaks: leaks.length }).toEqual({ place, leaks: 0 });
    }
  });
});
