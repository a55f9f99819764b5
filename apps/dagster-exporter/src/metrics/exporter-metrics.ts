import { Counter, Gauge, Registry } from 'prom-client';
import type { Collection } from '../polling/poller';
import type { DeploymentWatch } from '../polling/deployment-watch';
import { daemonsText, deploymentText } from './dagster-text';
import { COLLECTORS, EXPORTER_METRICS, type MetricDescription } from './metric-catalogue';

/** What the metrics are made of. */
export interface ExporterMetricsParts {
  readonly watch: DeploymentWatch;
  readonly version: string;
  readonly now: () => Date;
  /** How old the last sign of life of a daemon may be that counts as alive, seconds. */
  readonly heartbeatSeconds: number;
}

function settingsOf({ name, help, labels = [] }: MetricDescription, registry: Registry) {
  return { name, help, labelNames: [...labels], registers: [registry] };
}

/** All metrics of this program. A scrape is answered from memory: it never asks Dagster. */
export class ExporterMetrics {
  readonly registry = new Registry();
  private readonly polls = new Counter(settingsOf(EXPORTER_METRICS.polls, this.registry));
  private readonly success = new Gauge(settingsOf(EXPORTER_METRICS.pollSuccess, this.registry));
  private readonly seconds = new Gauge(settingsOf(EXPORTER_METRICS.pollSeconds, this.registry));
  private readonly lastSuccess = new Gauge(settingsOf(EXPORTER_METRICS.lastSuccess, this.registry));
  /** What is known of the deployment, as of the last poll. */
  private deployment = '';

  constructor(private readonly parts: ExporterMetricsParts) {
    const info = new Gauge(settingsOf(EXPORTER_METRICS.info, this.registry));
    info.set({ version: parts.version }, 1);
    for (const collector of COLLECTORS) {
      for (const outcome of ['ok', 'error']) this.polls.inc({ collector, outcome }, 0);
      for (const gauge of [this.success, this.seconds, this.lastSuccess])
        gauge.set({ collector }, 0);
    }
  }

  /** Takes up what a poll brought. */
  take({ collector, seconds, error }: Collection): void {
    const isSuccess = error === undefined;
    this.polls.inc({ collector, outcome: isSuccess ? 'ok' : 'error' });
    this.success.set({ collector }, isSuccess ? 1 : 0);
    this.seconds.set({ collector }, seconds);
    if (!isSuccess) return;
    this.lastSuccess.set({ collector }, this.nowSeconds());
    this.deployment = deploymentText(this.parts.watch);
  }

  /** All metrics as Prometheus reads them. */
  async scrape(): Promise<string> {
    const { watch, heartbeatSeconds: toleranceSeconds } = this.parts;
    const daemons = daemonsText(watch.daemons, { now: this.nowSeconds(), toleranceSeconds });
    return `${await this.registry.metrics()}\n${this.deployment}${daemons}`;
  }

  private nowSeconds(): number {
    return this.parts.now().getTime() / 1000;
  }
}
