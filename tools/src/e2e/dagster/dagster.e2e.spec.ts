import { readdirSync, readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LaunchOptions, RunLogEvent } from '../../servers/dagster-api';
import { listRuns } from '../../servers/dagster-queries';
import { ApiUnderTest } from '../platform/platform-under-test';
import {
  HOUR_MS,
  JOB,
  metadataOf,
  NEVER,
  NOWHERE,
  ofType,
  partitionOf,
  REPLAY,
  WeatherInDagster,
} from './weather-in-dagster';

const OSLO = { name: 'Oslo', lat: 59.91, lon: 10.75 };

/** The hour before this one, which sources still know; not where it might end before the run does. */
async function lastHour(): Promise<Date> {
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left < 60_000) await sleep(left);
  return new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS);
}

/** Ids of the processes that work for a run: it stands in their words. */
function workersOf(run: string): readonly number[] {
  const words = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((pid) => words(pid).includes(`/runs/${run}/`)).map(Number);
}

jest.setTimeout(1_000_000);

describe('the worker in a real Dagster', () => {
  let weather: WeatherInDagster;

  beforeAll(async () => {
    weather = await WeatherInDagster.start();
  });

  afterAll(() => weather.stop());

  interface Launched {
    readonly run: string;
    readonly ending: string;
    readonly log: readonly RunLogEvent[];
  }

  function optionsFor(hour: Date, config: object): LaunchOptions {
    return {
      tags: { 'dagster/partition': partitionOf(hour) },
      runConfig: { ops: { fetch_weather: { config } } },
    };
  }

  async function launch(hour: Date, config: object = REPLAY): Promise<Launched> {
    const { api } = weather.dagster;
    const run = await api.launch(JOB, optionsFor(hour, config));
    const ending = await api.untilEnded(run);
    return { run, ending, log: await api.logOf(run) };
  }

  const messagesOf = (log: readonly RunLogEvent[]) => log.map(({ message }) => message).join('\n');

  /** What the page of a run shows in red. */
  const failureOf = (log: readonly RunLogEvent[]) =>
    ofType(log, 'ExecutionStepFailureEvent')
      .map(({ error }) => error?.cause?.message ?? error?.message)
      .join('\n');

  async function until<T>(ask: () => Promise<T | undefined>, seconds = 120): Promise<T> {
    const giveUpAt = Date.now() + seconds * 1000;
    while (Date.now() < giveUpAt) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await sleep(500);
    }
    throw new Error(`nothing came in ${seconds} s`);
  }

  it('runs by its schedule, and the API serves what it published', async () => {
    const tags = [{ key: 'dagster/schedule_name', value: 'weather_hourly' }];
    const [run] = await until(async () => {
      const runs = await listRuns(weather.dagster.api, { tags });
      return runs.length > 0 ? runs : undefined;
    });
    expect(await weather.dagster.api.untilEnded(run?.runId ?? '')).toBe('SUCCESS');
    const partition = run?.tags['dagster/partition'] ?? '';
    const hour = new Date(`${partition.slice(0, 10)}T${partition.slice(11)}:00Z`);
    const lines = await weather.linesOf(weather.keys.keyFor(hour));
    expect(lines.map((line) => line.location_name)).toEqual(['Luxembourg', 'Chicago']);
    const api = await ApiUnderTest.start(weather.apiEnvironment);
    try {
      expect(await (await api.get('/products?limit=1')).json()).toEqual(lines);
    } finally {
      await api.process.stop();
    }
  });

  it('runs when launched as by hand: three steps, their logs, and the figures of the object', async () => {
    const hour = new Date('2026-10-20T05:00:00Z');
    const { ending, log } = await launch(hour, { ...REPLAY, cities: [OSLO] });
    expect(ending).toBe('SUCCESS');
    const steps = ofType(log, 'ExecutionStepSuccessEvent').map(({ stepKey }) => stepKey);
    expect(steps).toEqual(['fetch_weather', 'transform_weather', 'upload_to_s3']);
    const [, , made] = ofType(log, 'MaterializationEvent');
    const key = weather.keys.keyFor(hour);
    const bytes = await weather.bytesOf(key);
    const stored = await weather.store.stat(key);
    expect(metadataOf(made)).toMatchObject({
      key,
      rows: 1,
      bytes: bytes.byteLength,
      sha256: hash('sha256', bytes),
      etag: stored?.etag,
    });
    expect(ofType(log, 'AssetCheckEvaluationEvent').length).toBeGreaterThan(10);
    const said = (step: string) => messagesOf(log.filter(({ stepKey }) => stepKey === step));
    expect(said('fetch_weather')).toContain('fetched 1 of 1 cities');
    expect(said('transform_weather')).toContain('1 product lines, 0 in quarantine');
    expect(said('upload_to_s3')).toContain(`published: 1 lines in ${key}`);
    expect((await weather.linesOf(key)).map((line) => line.location_name)).toEqual(['Oslo']);
  });

  it('publishes the others when a city fails, and names it', async () => {
    const hour = await lastHour();
    const { ending, log } = await launch(hour, { cities: [OSLO, NOWHERE] });
    expect(ending).toBe('SUCCESS');
    const warnings = log.filter(({ level }) => level === 'WARNING');
    expect(messagesOf(warnings)).toMatch(/City:Fetch:Failed city=Nowhere/);
    expect(messagesOf(warnings)).toContain('not all is there: fetched 1 of 2 cities');
    const failed = ofType(log, 'AssetCheckEvaluationEvent').filter(
      ({ evaluation }) => evaluation?.success === false,
    );
    expect(failed.map(({ evaluation }) => evaluation)).toMatchObject([
      { checkName: 'completeness', severity: 'WARN' },
    ]);
    expect(await weather.linesOf(weather.keys.keyFor(hour))).toHaveLength(1);
  });

  it('shows a wrong key as what it is, does not try again, and tags the run with the cause', async () => {
    weather.useKey('a-wrong-key');
    const { run, ending, log } = await launch(await lastHour(), { cities: [OSLO] });
    weather.useKey();
    expect(ending).toBe('FAILURE');
    expect(failureOf(log)).toMatch(/OpenWeather refuses this worker .*: check the key in \S+key/);
    expect(ofType(log, 'ExecutionStepUpForRetryEvent')).toEqual([]);
    expect(JSON.stringify(log)).not.toContain('a-wrong-key');
    const tags = await until(async () => {
      const [listed] = await listRuns(weather.dagster.api, { runIds: [run] });
      return listed?.tags['weather/cause'] === undefined ? undefined : listed.tags;
    });
    expect(tags).toMatchObject({
      'weather/failed_step': 'fetch_weather',
      'weather/cause': expect.stringContaining('OpenWeather refuses') as unknown,
    });
  });

  it('shows a worker that was killed as what it is, and tries again', async () => {
    const { api } = weather.dagster;
    const options = optionsFor(await lastHour(), { cities: [NEVER] });
    const run = await api.launch(JOB, options);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const asked = weather.openWeather.calls.length;
      const isStalled = () => weather.openWeather.calls.length > asked;
      await until(() => Promise.resolve(isStalled() || undefined));
      for (const pid of workersOf(run)) process.kill(pid, 'SIGKILL');
    }
    expect(await api.untilEnded(run)).toBe('FAILURE');
    const log = await api.logOf(run);
    const killed = 'the worker was killed by SIGKILL before it could say anything';
    const [retry] = ofType(log, 'ExecutionStepUpForRetryEvent');
    expect(JSON.stringify(retry?.error)).toContain(killed);
    expect(failureOf(log)).toContain(killed);
  });

  it('repeats a run whose own process died, from the start', async () => {
    const { api } = weather.dagster;
    const run = await api.launch(JOB, optionsFor(await lastHour(), { cities: [NEVER] }));
    await until(() => Promise.resolve(workersOf(run)[0]));
    const [, pid] =
      /Executing steps in process \(pid: (\d+)\)/.exec(messagesOf(await api.logOf(run))) ?? [];
    weather.answerForAll();
    process.kill(Number(pid), 'SIGKILL');
    for (const worker of workersOf(run)) process.kill(worker, 'SIGKILL');
    expect(await api.untilEnded(run)).toBe('FAILURE');
    const repetition = await until(async () => {
      const tags = [{ key: 'dagster/parent_run_id', value: run }];
      return (await listRuns(api, { tags }))[0];
    });
    expect(await api.untilEnded(repetition.runId)).toBe('SUCCESS');
    const steps = ofType(await api.logOf(repetition.runId), 'ExecutionStepSuccessEvent');
    expect(steps.map(({ stepKey }) => stepKey)).toEqual([
      'fetch_weather',
      'transform_weather',
      'upload_to_s3',
    ]);
  });

  it('shows a worker that ends with 0 without a word as a failure', async () => {
    weather.silence(true);
    const { ending, log } = await launch(new Date('2026-10-20T07:00:00Z'));
    weather.silence(false);
    expect(ending).toBe('FAILURE');
    expect(failureOf(log)).toContain('ended with exit code 0 and did not tell what it did');
    expect(ofType(log, 'MaterializationEvent')).toEqual([]);
  });

  it('leaves one object, byte for byte, when an hour is run again', async () => {
    const hour = new Date('2026-10-20T08:00:00Z');
    expect((await launch(hour)).ending).toBe('SUCCESS');
    const before = await weather.bytesOf(weather.keys.keyFor(hour));
    const { ending, log } = await launch(hour);
    expect(ending).toBe('SUCCESS');
    expect(metadataOf(ofType(log, 'MaterializationEvent')[2])).toMatchObject({
      status: 'unchanged',
    });
    expect(await weather.bytesOf(weather.keys.keyFor(hour))).toEqual(before);
    expect(await weather.keysBetween('2026-10-20T08:00:00Z', '2026-10-20T09:00:00Z')).toHaveLength(
      1,
    );
  });

  it('refuses to store the weather of now as that of a past hour', async () => {
    const { ending, log } = await launch(new Date('2026-10-20T09:00:00Z'), {});
    expect(ending).toBe('FAILURE');
    expect(failureOf(log)).toContain('by source "replay" in the config of fetch_weather');
  });

  it('shows the demo job fail on purpose', async () => {
    const { api } = weather.dagster;
    const runConfig = { ops: { demo_flaky: { config: { failure_rate: 1 } } } };
    const run = await api.launch('demo_flaky_job', { runConfig });
    expect(await api.untilEnded(run)).toBe('FAILURE');
    expect(failureOf(await api.logOf(run))).toContain('demo_flaky_job failed on purpose');
  });
});
