import { DEMO_JOB, WEATHER_JOB, WEATHER_STEPS, type WeatherStep } from '@weather/weather-domain';
import type { Registry } from 'prom-client';
import { counter, gauge, histogram } from './registered';

const JOBS = [WEATHER_JOB, DEMO_JOB] as const;
const JOB_LABEL = { job_name: WEATHER_JOB } as const;

function metricsOf(registry: Registry) {
  return {
    total: counter('jobTotal', registry),
    success: counter('jobSuccess', registry),
    failure: counter('jobFailure', registry),
    duration: histogram('jobDuration', registry),
    lastSuccess: gauge('jobLastSuccess', registry),
    running: gauge('jobsRunning', registry),
    stepTotal: counter('stepTotal', registry),
    stepSuccess: counter('stepSuccess', registry),
    stepFailure: counter('stepFailure', registry),
  };
}

/** The metrics of jobs and steps, under the names that every engine uses. */
export class JobMetrics {
  private readonly metrics: ReturnType<typeof metricsOf>;

  /** Everything known is there from the start, at 0: a counter born at 1 hides its first event. */
  constructor(registry: Registry) {
    this.metrics = metricsOf(registry);
    const { total, success, failure, duration, lastSuccess, running } = this.metrics;
    for (const job_name of JOBS) {
      for (const metric of [total, success, failure]) metric.inc({ job_name }, 0);
      for (const metric of [lastSuccess, running]) metric.set({ job_name }, 0);
      duration.zero({ job_name });
    }
    const { stepTotal, stepSuccess, stepFailure } = this.metrics;
    for (const step_name of WEATHER_STEPS) {
      const labels = { ...JOB_LABEL, step_name };
      for (const metric of [stepTotal, stepSuccess, stepFailure]) metric.inc(labels, 0);
    }
  }

  begin(): void {
    this.metrics.total.inc(JOB_LABEL);
    this.metrics.running.inc(JOB_LABEL);
  }

  end(isSuccess: boolean, seconds: number): void {
    const { success, failure, duration, running } = this.metrics;
    running.dec(JOB_LABEL);
    duration.observe(JOB_LABEL, seconds);
    (isSuccess ? success : failure).inc(JOB_LABEL);
  }

  /** @param at when the job succeeded last */
  succeededAt(at: Date): void {
    this.metrics.lastSuccess.set(JOB_LABEL, at.getTime() / 1000);
  }

  step(step: WeatherStep, state: 'started' | 'succeeded' | 'failed'): void {
    const { stepTotal, stepSuccess, stepFailure } = this.metrics;
    const metric = { started: stepTotal, succeeded: stepSuccess, failed: stepFailure }[state];
    metric.inc({ ...JOB_LABEL, step_name: step });
  }
}
