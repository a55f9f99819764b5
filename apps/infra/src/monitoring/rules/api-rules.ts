import { SCRAPE_JOBS } from '../names';
import type { TimeScale } from '../time-scale';
import { API_AVAILABILITY, API_LATENCY, DATA_FRESHNESS, STALENESS } from './objectives';
import type { AlertRule, RuleGroup } from './rule';
import { BURN_RATES, burns, errorRatios } from './slo';

const FAST = 'At this rate the error budget of 30 days is used up within days.';
const SLOW = 'At this rate the error budget of 30 days does not last.';

function budgetAlerts(): readonly AlertRule[] {
  return [
    {
      alert: 'ProductsApiErrorsFast',
      expr: burns(API_AVAILABILITY, BURN_RATES.fast),
      for: '1m',
      severity: 'critical',
      summary: '{{ $value | humanizePercentage }} of the requests to the API fail.',
      description: `${FAST} 99.9 % are promised.`,
      runbook: 'api',
    },
    {
      alert: 'ProductsApiErrorsSlow',
      expr: burns(API_AVAILABILITY, BURN_RATES.slow),
      for: '15m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the requests to the API failed lately.',
      description: `${SLOW} 99.9 % are promised.`,
      runbook: 'api',
    },
    {
      alert: 'ProductsApiSlow',
      expr: burns(API_LATENCY, BURN_RATES.fast),
      for: '1m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the requests take longer than 250 ms.',
      description: `${FAST} 99 % within 250 ms are promised.`,
      runbook: 'api',
    },
    {
      alert: 'WeatherFreshnessBudgetBurns',
      expr: burns(DATA_FRESHNESS, BURN_RATES.slow),
      for: '15m',
      severity: 'warning',
      summary: 'The newest weather was too old for {{ $value | humanizePercentage }} of the time.',
      description: `${SLOW} It is promised to be younger than two hours 99 % of the time.`,
      runbook: 'api',
    },
  ];
}

function operationAlerts(time: TimeScale): readonly AlertRule[] {
  const calls = (labels: string): string =>
    `sum(rate(s3_requests_total{${labels}}[${time.range('10m')}]))`;
  return [
    {
      alert: 'ProductsApiDown',
      expr: `absent(up{job="${SCRAPE_JOBS.api}"} == 1)`,
      for: '2m',
      severity: 'critical',
      summary: 'No instance of the API can be reached.',
      description: 'None of its pods is up and scraped.',
      runbook: 'api',
    },
    {
      alert: 'ProductsApiStoreFailing',
      expr: `${calls('outcome="error"')} / ${calls('')} > 0.05`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the API’s calls of S3 fail.',
      description: 'It serves what it knows, marked as stale, for ten minutes at most.',
      runbook: 'api',
    },
    {
      alert: 'ProductsApiOverloaded',
      expr: `sum(increase(overload_shed_requests_total[${time.range('10m')}])) > 0`,
      for: '1m',
      severity: 'warning',
      summary: 'The API refuses requests because it is overloaded.',
      description: '{{ $value | humanize }} requests were refused in the last ten minutes.',
      runbook: 'api',
    },
  ];
}

/** Whether what clients were promised is kept. */
export function apiRules(time: TimeScale): RuleGroup {
  const newest = 'max(products_newest_timestamp_seconds)';
  return {
    name: 'products-api',
    rules: [
      { record: STALENESS, expr: `time() - ${newest} > bool ${time.seconds('2h')}` },
      ...[API_AVAILABILITY, API_LATENCY, DATA_FRESHNESS].flatMap((one) => errorRatios(one, time)),
      ...budgetAlerts(),
      ...operationAlerts(time),
    ],
  };
}
