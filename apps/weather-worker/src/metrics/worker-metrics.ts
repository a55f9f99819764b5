import {
  QUALITY_CHECKS,
  type CheckResult,
  type QuarantinedLine,
  type Source,
} from '@weather/weather-domain';
import { collectDefaultMetrics, Registry } from 'prom-client';
import packageJson from '../../package.json';
import type { CityFailure } from '../pipeline/fetch-cities';
import { handleRunEvents } from '../pipeline/run-events';
import { RUN_STATUSES, type RunOutcome } from '../pipeline/run-outcome';
import { SKIP_REASONS, type SkipReason } from '../schedule/skips';
import type { SourceCall } from '../sources/source-calls';
import { SOURCE_FAILURES } from '../sources/source-error';
import { JobMetrics } from './job-metrics';
import { counter, gauge, histogram } from './registered';

const CITY_STATES = ['configured', 'published', 'failed'] as const;

function metricsOf(registry: Registry) {
  return {
    runs: counter('runs', registry),
    runCities: gauge('runCities', registry),
    cityFailures: counter('cityFailures', registry),
    sourceRequests: counter('sourceRequests', registry),
    sourceDuration: histogram('sourceDuration', registry),
    linesQuarantined: counter('linesQuarantined', registry),
    checkFailures: counter('checkFailures', registry),
    scheduleSkipped: counter('scheduleSkipped', registry),
    workerInfo: gauge('workerInfo', registry),
  };
}

type Metrics = ReturnType<typeof metricsOf>;

/** Every combination of labels that can occur stands there from the start, at 0. */
function startAtZero(metrics: Metrics, source: Source): void {
  for (const status of RUN_STATUSES) metrics.runs.inc({ status }, 0);
  for (const state of CITY_STATES) metrics.runCities.set({ state }, 0);
  for (const reason of [...SOURCE_FAILURES, 'quarantined']) metrics.cityFailures.inc({ reason }, 0);
  for (const outcome of ['ok', ...SOURCE_FAILURES]) {
    metrics.sourceRequests.inc({ source, outcome }, 0);
  }
  metrics.sourceDuration.zero({ source });
  for (const { name: check, severity } of QUALITY_CHECKS) {
    metrics.checkFailures.inc({ check, severity }, 0);
    if (severity === 'ERROR') metrics.linesQuarantined.inc({ check }, 0);
  }
  for (const reason of SKIP_REASONS) metrics.scheduleSkipped.inc({ reason }, 0);
  metrics.workerInfo.set({ version: packageJson.version, source }, 1);
}

/** Counts what happens in the worker. */
export class WorkerMetrics {
  readonly registry = new Registry();
  readonly jobs: JobMetrics;
  private readonly metrics: Metrics;

  constructor(
    source: Source,
    private readonly now: () => Date,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.jobs = new JobMetrics(this.registry);
    this.metrics = metricsOf(this.registry);
    startAtZero(this.metrics, source);
  }

  readonly noteCall = ({ source, outcome, seconds }: SourceCall): void => {
    this.metrics.sourceRequests.inc({ source, outcome });
    this.metrics.sourceDuration.observe({ source }, seconds);
  };

  noteSkip(reason: SkipReason): void {
    this.metrics.scheduleSkipped.inc({ reason });
  }

  readonly noteEvent = handleRunEvents({
    'run-started': () => {
      this.jobs.begin();
    },
    step: ({ step, state }) => {
      this.jobs.step(step, state);
    },
    'city-done': ({ failure }) => {
      this.noteCity(failure);
    },
    'line-quarantined': ({ line }) => {
      this.noteQuarantined(line);
    },
    checked: ({ results }) => {
      this.noteChecks(results);
    },
    'run-finished': ({ outcome }) => {
      this.noteOutcome(outcome);
    },
    'run-failed': ({ seconds }) => {
      this.noteFailure(seconds);
    },
  });

  private noteCity(failure: CityFailure | undefined): void {
    if (failure !== undefined) this.metrics.cityFailures.inc({ reason: failure.reason });
  }

  private noteQuarantined({ checks }: QuarantinedLine): void {
    for (const check of checks) this.metrics.linesQuarantined.inc({ check });
  }

  private noteFailure(seconds: number): void {
    this.jobs.end(false, seconds);
    this.metrics.runs.inc({ status: 'failed' });
  }

  private noteChecks(results: readonly CheckResult[]): void {
    for (const { name: check, severity, failed } of results) {
      this.metrics.checkFailures.inc({ check, severity }, failed);
    }
  }

  private noteOutcome({ status, cities, seconds }: RunOutcome): void {
    const isSuccess = status !== 'failed';
    this.jobs.end(isSuccess, seconds);
    if (isSuccess) this.jobs.succeededAt(this.now());
    this.metrics.runs.inc({ status });
    this.metrics.runCities.set({ state: 'configured' }, cities.configured);
    this.metrics.runCities.set({ state: 'published' }, cities.published);
    this.metrics.runCities.set({ state: 'failed' }, cities.failed.length);
  }
}
