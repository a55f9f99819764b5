import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DurationTallies } from './duration-tallies';
import {
  METRICS,
  STORE_OPERATIONS,
  STORE_OUTCOMES,
  type MetricDescription,
} from './metric-catalogue';

type MetricOf<Description extends MetricDescription> = Description['type'] extends 'counter'
  ? Counter
  : Description['type'] extends 'gauge'
    ? Gauge
    : Histogram;

/** Added to by every request, so it is kept apart; see DurationTallies. */
const { requestSeconds: REQUEST_SECONDS, ...REGISTERED } = METRICS;

/** The metrics of the catalogue that prom-client keeps, by their keys in it. */
export type CatalogueMetrics = {
  readonly [Key in keyof typeof REGISTERED]: MetricOf<(typeof REGISTERED)[Key]>;
};

/** Statuses that alerts look at: these children exist from the start, at 0. */
const ALERTED_STATUSES = ['200', '304', '400', '404', '429', '500', '503'];

function metricOf(description: MetricDescription, registry: Registry): Counter | Gauge | Histogram {
  const { name, help, type, labels = [], buckets = [] } = description;
  const common = { name, help, labelNames: [...labels], registers: [registry] };
  if (type === 'counter') return new Counter(common);
  return type === 'gauge' ? new Gauge(common) : new Histogram({ ...common, buckets: [...buckets] });
}

function catalogueMetrics(registry: Registry): CatalogueMetrics {
  const entries = Object.entries(REGISTERED).map(([key, one]) => [key, metricOf(one, registry)]);
  return Object.fromEntries(entries) as CatalogueMetrics;
}

/** The metrics of one application, in a registry of their own. */
export class ApiMetrics {
  readonly registry = new Registry();
  readonly metrics: CatalogueMetrics = catalogueMetrics(this.registry);
  readonly requestSeconds = new DurationTallies(REQUEST_SECONDS);
  private readonly readings: (() => void)[] = [];

  /** @param version told by `products_api_info` */
  constructor(version: string) {
    this.metrics.info.set({ version }, 1);
    for (const op of STORE_OPERATIONS) this.startStoreOperation(op);
  }

  /** Makes the children of a route that alerts look at, so that their first event counts. */
  startRoute(endpoint: string): void {
    for (const status of ALERTED_STATUSES) {
      this.metrics.requests.inc({ method: 'GET', endpoint, status }, 0);
    }
    this.requestSeconds.of({ method: 'GET', endpoint });
  }

  /** Has `read` set gauges just before they are read, instead of whenever they move. */
  beforeScrape(read: () => void): void {
    this.readings.push(read);
  }

  /** Counts events that are too many to touch a metric each: they are added up until it is read. */
  counting(counter: Counter): () => void {
    let count = 0;
    this.beforeScrape(() => {
      counter.inc(count);
      count = 0;
    });
    return () => {
      count += 1;
    };
  }

  /** All metrics as Prometheus reads them. */
  async scrape(): Promise<string> {
    for (const read of this.readings) read();
    return `${await this.registry.metrics()}\n${this.requestSeconds.text()}`;
  }

  private startStoreOperation(op: string): void {
    for (const outcome of STORE_OUTCOMES) this.metrics.storeCalls.inc({ op, outcome }, 0);
    this.metrics.storeSeconds.zero({ op });
  }
}
