import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { METRICS, type MetricDescription, type MetricName } from './catalogue';

type OfType<Type extends MetricDescription['type']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['type'] extends Type ? Name : never;
}[MetricName];

/** A new metric of the catalogue, in `registry`. */
function settingsOf(name: MetricName, registry: Registry) {
  const { name: exported, help, labels } = METRICS[name];
  return { name: exported, help, labelNames: [...labels], registers: [registry] };
}

/** Makes the counter `name`. */
export function counter(name: OfType<'counter'>, registry: Registry): Counter {
  return new Counter(settingsOf(name, registry));
}

/** Makes the gauge `name`. */
export function gauge(name: OfType<'gauge'>, registry: Registry): Gauge {
  return new Gauge(settingsOf(name, registry));
}

/** Makes the histogram `name`. */
export function histogram(name: OfType<'histogram'>, registry: Registry): Histogram {
  return new Histogram({ ...settingsOf(name, registry), buckets: [...METRICS[name].buckets] });
}
