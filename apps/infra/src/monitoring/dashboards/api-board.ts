import type { Board, BoardPanel } from './board';

const CLIENTS = 'endpoint!~"/health.*|/metrics",endpoint=~"$endpoint"';

function rate(metric: string, by = ''): string {
  return `sum${by === '' ? '' : ` by (${by}) `}(rate(${metric}[$__rate_interval]))`;
}

function quantile(share: number, metric: string, by: string): string {
  return `histogram_quantile(${share}, ${rate(`${metric}_bucket`, `le, ${by}`)})`;
}

const TRAFFIC: readonly BoardPanel[] = [
  {
    title: 'Requests',
    description: 'Answers to clients, by status. Probes and scrapes do not count.',
    unit: 'reqps',
    queries: [{ expr: rate(`http_requests_total{${CLIENTS}}`, 'status'), legend: '{{status}}' }],
  },
  {
    title: 'Errors',
    description: 'Share of the answers that are errors of ours (5xx). 0.1 % is what is promised.',
    unit: 'percentunit',
    queries: [
      {
        expr: `${rate(`http_requests_total{${CLIENTS},status=~"5.."}`)} / ${rate(`http_requests_total{${CLIENTS}}`)}`,
        legend: '5xx',
      },
    ],
    limits: { warning: 0.001, critical: 0.01 },
    runbook: 'api',
  },
  {
    title: 'Duration',
    description: 'From the arrival of a request to the end of its answer. 99 % within 250 ms.',
    unit: 's',
    queries: [0.5, 0.95, 0.99].map((share) => ({
      expr: `histogram_quantile(${share}, ${rate(`http_request_duration_seconds_bucket{${CLIENTS}}`, 'le')})`,
      legend: `p${share * 100}`,
    })),
    limits: { warning: 0.25, critical: 1 },
    runbook: 'api',
  },
  {
    title: 'In flight',
    description: 'Requests being served.',
    unit: 'short',
    queries: [{ expr: 'sum(http_requests_in_flight)', legend: 'requests' }],
  },
];

const LIMITED: readonly BoardPanel[] = [
  {
    title: 'Refused',
    description:
      'Requests beyond the quota of a client (429), and beyond what the API can do (503).',
    unit: 'reqps',
    queries: [
      { expr: rate('rate_limited_requests_total'), legend: 'quota' },
      { expr: rate('overload_shed_requests_total'), legend: 'overload' },
    ],
    runbook: 'api',
  },
  {
    title: 'Stale answers',
    description: 'Answers made from an old listing, because the store failed.',
    unit: 'reqps',
    queries: [{ expr: rate('products_stale_responses_total'), legend: 'stale' }],
    runbook: 'api',
  },
];

const STORE: readonly BoardPanel[] = [
  {
    title: 'Calls of S3',
    description: 'By operation and outcome.',
    unit: 'reqps',
    queries: [{ expr: rate('s3_requests_total', 'op, outcome'), legend: '{{op}} {{outcome}}' }],
  },
  {
    title: 'Duration of calls of S3',
    description: '95 of 100 are faster than this.',
    unit: 's',
    queries: [{ expr: quantile(0.95, 's3_request_duration_seconds', 'op'), legend: '{{op}}' }],
  },
  {
    title: 'Found in the cache',
    description: 'Share of products and of answers that needed no work.',
    unit: 'percentunit',
    queries: [
      {
        expr: `${rate('products_cache_hits_total')} / (${rate('products_cache_hits_total')} + ${rate('products_cache_misses_total')})`,
        legend: 'products',
      },
      {
        expr: `${rate('products_responses_cache_hits_total')} / (${rate('products_responses_cache_hits_total')} + ${rate('products_responses_cache_misses_total')})`,
        legend: 'answers',
      },
    ],
  },
  {
    title: 'Memory of the cache',
    description: 'Bytes of products and of answers.',
    unit: 'bytes',
    queries: [
      { expr: 'sum(products_cache_bytes)', legend: 'products' },
      { expr: 'sum(products_responses_cache_bytes)', legend: 'answers' },
    ],
  },
];

const PROCESS: readonly BoardPanel[] = [
  {
    title: 'Age of the newest product',
    description: 'Two hours at most are promised.',
    kind: 'number',
    unit: 's',
    queries: [{ expr: 'time() - max(products_newest_timestamp_seconds)' }],
    limits: { warning: 5400, critical: 7200 },
    runbook: 'pipeline',
  },
  {
    title: 'Memory',
    description: 'Resident memory of each instance.',
    unit: 'bytes',
    queries: [
      { expr: 'process_resident_memory_bytes{job="products-api"}', legend: '{{instance}}' },
    ],
  },
  {
    title: 'Event loop',
    description: 'How late it is, 99 of 100 times.',
    unit: 's',
    queries: [
      { expr: 'nodejs_eventloop_lag_p99_seconds{job="products-api"}', legend: '{{instance}}' },
    ],
    limits: { warning: 0.1, critical: 0.5 },
    runbook: 'api',
  },
];

/** How the API is, and how well it serves. */
export const API_BOARD: Board = {
  uid: 'weather-products-api',
  title: 'Weather Products API',
  description: 'Requests, errors, durations, the store behind it and its memory.',
  variables: [
    { name: 'endpoint', label: 'Endpoint', series: 'http_requests_total', of: 'endpoint' },
  ],
  rows: [
    { title: 'Requests', panels: TRAFFIC },
    { title: 'What was refused or old', panels: LIMITED },
    { title: 'Store and cache', panels: STORE },
    { title: 'Program', panels: PROCESS },
  ],
};
