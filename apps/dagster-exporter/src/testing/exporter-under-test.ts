import { createLogger } from '@weather/telemetry';
import { exporterVariables } from '../config/exporter-settings';
import { createApp, type Exporter } from '../create-app';
import type { MemoryDagster } from './memory-dagster';

/** An exporter over a Dagster in memory, with what a test looks at. */
export interface ExporterUnderTest extends Exporter {
  readonly dagster: MemoryDagster;
  /** Lines of log, parsed. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** Waits until every collector ran `times` more times. */
  readonly polled: (times?: number) => Promise<void>;
  /** The value of one sample, such as `x_total{a="b"}`. */
  readonly sample: (name: string) => Promise<number | undefined>;
}

const SECOND_MS = 1000;

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it never came true');
}

/** Runs a test on an exporter that polls all the time, and is stopped afterwards. */
export async function withExporter(
  dagster: MemoryDagster,
  test: (exporter: ExporterUnderTest) => Promise<void>,
  now: () => Date = () => new Date(2_000 * SECOND_MS),
): Promise<void> {
  const log: Readonly<Record<string, unknown>>[] = [];
  const write = (line: string): void => {
    log.push(JSON.parse(line) as Record<string, unknown>);
  };
  const settings = { ...exporterVariables.parse({}), POLL_SECONDS: 0.02, ROSTER_SECONDS: 0.02 };
  const exporter = await createApp({
    ...{ settings, dagster, now, version: '0.0.0-test', hasProcessMetrics: true },
    logger: createLogger({ service: 'test', level: 'debug', isForPeople: false }, { write }),
  });
  const sample = async (name: string): Promise<number | undefined> => {
    const lines = (await exporter.metrics.scrape()).split('\n');
    const line = lines.find((text) => text.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };
  const polled = async (times = 2): Promise<void> => {
    const count = (collector: string): number =>
      log.filter((line) => line['collector'] === collector).length;
    const from = { roster: count('roster'), runs: count('runs') };
    const isDone = (name: keyof typeof from): boolean => count(name) >= from[name] + times;
    await until(() => isDone('roster') && isDone('runs') && count('steps') > 0);
  };
  try {
    await test({ ...exporter, dagster, log, sample, polled });
  } finally {
    await exporter.stop();
  }
}
