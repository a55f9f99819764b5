/** What is told about one metric. */
export interface MetricDescription {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram's buckets, in the unit of the metric. */
  readonly buckets?: readonly number[];
}

const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Every metric of this program besides those of the process (`process_*`, `nodejs_*`). Data only, so
 * that dashboards and alerts can be checked against it.
 */
export const METRICS = {
  requests: {
    name: 'http_requests_total',
    type: 'counter',
    help: 'Requests answered, by method, route template and status; 499 when the client went away.',
    labels: ['method', 'endpoint', 'status'],
  },
  requestSeconds: {
    name: 'http_request_duration_seconds',
    type: 'histogram',
    help: 'Time from the arrival of a request to the end of its answer.',
    labels: ['method', 'endpoint'],
    buckets: REQUEST_BUCKETS,
  },
  requestsInFlight: {
    name: 'http_requests_in_flight',
    type: 'gauge',
    help: 'Requests being served.',
  },
  rateLimited: {
    name: 'rate_limited_requests_total',
    type: 'counter',
    help: 'Requests refused because the client had used up its quota.',
  },
  shed: {
    name: 'overload_shed_requests_total',
    type: 'counter',
    help: 'Requests refused because the event loop was too far behind.',
  },
  storeCalls: {
    name: 's3_requests_total',
    type: 'counter',
    help: 'Calls of the store, by operation and outcome.',
    labels: ['op', 'outcome'],
  },
  storeSeconds: {
    name: 's3_request_duration_seconds',
    type: 'histogram',
    help: 'Duration of calls of the store, to the last byte.',
    labels: ['op'],
    buckets: REQUEST_BUCKETS,
  },
  cacheHits: {
    name: 'products_cache_hits_total',
    type: 'counter',
    help: 'Products found in the cache.',
  },
  cacheMisses: {
    name: 'products_cache_misses_total',
    type: 'counter',
    help: 'Products that had to be read from the store.',
  },
  cacheEvictions: {
    name: 'products_cache_evictions_total',
    type: 'counter',
    help: 'Products dropped from the cache for want of room.',
  },
  cacheBytes: {
    name: 'products_cache_bytes',
    type: 'gauge',
    help: 'Bytes of products in the cache.',
  },
  answerHits: {
    name: 'products_responses_cache_hits_total',
    type: 'counter',
    help: 'Answers found ready in the cache.',
  },
  answerMisses: {
    name: 'products_responses_cache_misses_total',
    type: 'counter',
    help: 'Answers that had to be composed or compressed.',
  },
  answerBytes: {
    name: 'products_responses_cache_bytes',
    type: 'gauge',
    help: 'Bytes of answers in the cache.',
  },
  staleAnswers: {
    name: 'products_stale_responses_total',
    type: 'counter',
    help: 'Answers made from an old listing because the store failed.',
  },
  invalidLines: {
    name: 'products_invalid_lines_total',
    type: 'counter',
    help: 'Lines left out because they are no JSON objects.',
  },
  goneProducts: {
    name: 'products_gone_total',
    type: 'counter',
    help: 'Products that were listed but deleted before they were read.',
  },
  newestProduct: {
    name: 'products_newest_timestamp_seconds',
    type: 'gauge',
    help: 'Time in the newest key, Unix seconds; 0 while none is known.',
  },
  lastRefresh: {
    name: 'products_last_refresh_timestamp_seconds',
    type: 'gauge',
    help: 'When the store was last listed with success, Unix seconds; 0 before the first time.',
  },
  info: {
    name: 'products_api_info',
    type: 'gauge',
    help: 'Always 1; the label tells the version.',
    labels: ['version'],
  },
} as const satisfies Readonly<Record<string, MetricDescription>>;

/** What a call of the store can be, as far as the API calls it. */
export const STORE_OPERATIONS = ['keys', 'folders', 'open', 'read'] as const;

/** How a call of the store can end, as far as the API calls it. */
export const STORE_OUTCOMES = ['ok', 'missing', 'error'] as const;
