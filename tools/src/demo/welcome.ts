import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoSettings } from './demo-settings';

const PATIENCE_MS = 30_000;

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

/** Waits until `url` answers well; `false` when it does not within half a minute. */
export async function waitUntilReady(url: string): Promise<boolean> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    if (await isReady(url)) return true;
    await sleep(100);
  }
  return false;
}

/** What the demo says once it runs. */
export function welcome({ port, workerPort, summary }: DemoSettings): string {
  const api = `http://localhost:${port}`;
  return [
    '',
    `The weather platform runs: ${summary}.`,
    '',
    `  products   ${api}/products?limit=1`,
    `  latest     ${api}/products/latest`,
    `  cities     ${api}/cities`,
    `  docs       ${api}/docs`,
    `  metrics    ${api}/metrics and http://localhost:${workerPort}/metrics`,
    '',
    'Try next, in another terminal:',
    `  curl '${api}/products?limit=24&city=Chicago&format=csv'`,
    '  npm run worker -- --help',
    '  npm test',
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}
