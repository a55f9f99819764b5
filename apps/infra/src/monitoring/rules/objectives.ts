import type { Objective } from './slo';

/** What clients ask, without what the cluster asks. */
const CLIENTS = 'endpoint!~"/health.*|/metrics"';

function rate(metric: string, range: string): string {
  return `sum(rate(${metric}[${range}]))`;
}

/** 99.9 % of the requests are answered without an error of ours. */
export const API_AVAILABILITY: Objective = {
  name: 'products_api_availability',
  target: 0.999,
  badShare: (range) => {
    const bad = rate(`http_requests_total{${CLIENTS},status=~"5.."}`, range);
    return `${bad} / ${rate(`http_requests_total{${CLIENTS}}`, range)}`;
  },
};

/** 99 % of the requests are answered within 250 ms. */
export const API_LATENCY: Objective = {
  name: 'products_api_latency',
  target: 0.99,
  badShare: (range) => {
    const quick = rate(`http_request_duration_seconds_bucket{${CLIENTS},le="0.25"}`, range);
    return `1 - ${quick} / ${rate(`http_request_duration_seconds_count{${CLIENTS}}`, range)}`;
  },
};

/** Whether the newest product is older than two hours: 1 or 0. */
export const STALENESS = 'weather_freshness:is_stale';

/** 99 % of the time, the newest product is younger than two hours. */
export const DATA_FRESHNESS: Objective = {
  name: 'weather_freshness',
  target: 0.99,
  badShare: (range) => `avg_over_time(${STALENESS}[${range}])`,
};

/** All promises. */
export const OBJECTIVES = [API_AVAILABILITY, API_LATENCY, DATA_FRESHNESS] as const;
