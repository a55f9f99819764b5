/** What makes other alerts say nothing new. */
export interface Inhibition {
  readonly source: readonly string[];
  readonly targets: readonly string[];
  /** Labels that must be the same in both. */
  readonly equal?: readonly string[];
}

/** Which alerts are silent while another one fires that they follow from. */
export const INHIBITIONS: readonly Inhibition[] = [
  { source: ['S3UploadFailures'], targets: ['DagsterJobFailed'], equal: ['job_name'] },
  { source: ['VaultDown', 'VaultSealed'], targets: ['VaultAuthenticationFailure'] },
  { source: ['ProductsApiErrorsFast'], targets: ['ProductsApiErrorsSlow'] },
  {
    source: ['ProductsApiDown'],
    targets: ['ProductsApiErrorsFast', 'ProductsApiErrorsSlow', 'ProductsApiSlow'],
  },
  {
    source: ['DagsterExporterDown', 'DagsterWebserverDown'],
    targets: ['DagsterDaemonDown', 'DagsterExporterBlind', 'WeatherJobUnknown'],
  },
  { source: ['DagsterDaemonDown'], targets: ['DagsterRunsQueued'] },
  { source: ['DagsterDaemonDown', 'DagsterCodeLocationBroken'], targets: ['WeatherPipelineStale'] },
  { source: ['KarpenterDown'], targets: ['PodsUnschedulable'] },
];

function matcher(names: readonly string[]): string {
  return `alertname=~"${names.join('|')}"`;
}

/** The rules as Alertmanager reads them. */
export function inhibitionJson(): readonly object[] {
  return INHIBITIONS.map(({ source, targets, equal = [] }) => ({
    source_matchers: [matcher(source)],
    target_matchers: [matcher(targets)],
    equal,
  }));
}
