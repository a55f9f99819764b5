import autocannon from 'autocannon';

/** What a load test measured. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 2xx, and connections that failed. */
  readonly failures: number;
  readonly requests: number;
}

/** How hard a server is pressed. */
export interface LoadOptions {
  readonly connections: number;
  readonly seconds: number;
}

/** Presses `url` with keep-alive connections and answers what came of it. */
export async function load(url: string, options: LoadOptions): Promise<LoadResult> {
  const { connections, seconds: duration } = options;
  const { requests, latency, errors, non2xx } = await autocannon({ url, connections, duration });
  return {
    requestsPerSecond: requests.average,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    failures: errors + non2xx,
    requests: requests.total,
  };
}
