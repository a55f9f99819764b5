import type { MetricDescription } from './metric-catalogue';

/** The value of each label of a metric, in the order in which the metric names them. */
export type LabelValues = readonly string[];

/** One number of a metric. */
export interface Sample {
  readonly labels: LabelValues;
  readonly value: number;
}

/** A histogram of one set of labels. */
export interface HistogramSample {
  readonly labels: LabelValues;
  /** How many were at most as large as each bound, and at last how many there are. */
  readonly cumulative: readonly number[];
  readonly sum: number;
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}

function labelText({ labels: names = [] }: MetricDescription, values: LabelValues): string {
  return names.map((name, index) => `${name}="${escaped(values[index] ?? '')}"`).join(',');
}

function head({ name, help, type }: MetricDescription): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

/** A counter or gauge in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function samplesText(metric: MetricDescription, samples: readonly Sample[]): string {
  const lines = samples.map(
    ({ labels, value }) => `${metric.name}{${labelText(metric, labels)}} ${value}\n`,
  );
  return head(metric) + lines.join('');
}

function histogramLines(metric: MetricDescription, sample: HistogramSample): string {
  const { name, buckets = [] } = metric;
  const labels = labelText(metric, sample.labels);
  const bounds = [...buckets.map(String), '+Inf'];
  const lines = bounds.map(
    (bound, index) => `${name}_bucket{${labels},le="${bound}"} ${sample.cumulative[index] ?? 0}\n`,
  );
  const count = sample.cumulative.at(-1) ?? 0;
  return `${lines.join('')}${name}_sum{${labels}} ${sample.sum}\n${name}_count{${labels}} ${count}\n`;
}

/** A histogram in Prometheus' text format. */
export function histogramText(
  metric: MetricDescription,
  samples: readonly HistogramSample[],
): string {
  return head(metric) + samples.map((sample) => histogramLines(metric, sample)).join('');
}
