import { ByKind, type RequestKind } from '../http/request-kind';
import type { ApiMetrics } from './api-metrics';
import type { DurationTally } from './duration-tallies';

/** Methods that clients use; whatever else they send is one label, so that labels stay few. */
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
]);

/** What was counted of one method, route and status since the metrics were last read. */
interface Tally {
  count: number;
  readonly labels: Readonly<Record<'method' | 'endpoint' | 'status', string>>;
  readonly duration: DurationTally;
}

/** Counts requests. */
export class RequestMetrics {
  private readonly tallies = new ByKind((kind) => this.tallyOf(kind));
  private inFlight = 0;

  constructor(private readonly api: ApiMetrics) {
    api.beforeScrape(() => {
      this.report();
    });
  }

  begin(): void {
    this.inFlight += 1;
  }

  end(kind: RequestKind, seconds: number): void {
    this.inFlight -= 1;
    const tally = this.tallies.get(kind);
    tally.count += 1;
    tally.duration.observe(seconds);
  }

  private report(): void {
    const { requests, requestsInFlight } = this.api.metrics;
    requestsInFlight.set(this.inFlight);
    for (const tally of this.tallies.values()) {
      requests.inc(tally.labels, tally.count);
      tally.count = 0;
    }
  }

  private tallyOf({ method, route: endpoint, status }: RequestKind): Tally {
    const verb = METHODS.has(method) ? method : 'other';
    const labels = { method: verb, endpoint, status: String(status) };
    return { count: 0, labels, duration: this.api.requestSeconds.of({ method: verb, endpoint }) };
  }
}
