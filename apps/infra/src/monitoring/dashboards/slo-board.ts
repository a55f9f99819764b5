import { OBJECTIVES } from '../rules/objectives';
import type { Objective } from '../rules/slo';
import type { Board, BoardPanel } from './board';

const WORDS: Readonly<Record<string, string>> = {
  products_api_availability: 'requests answered without an error of ours',
  products_api_latency: 'requests answered within 250 ms',
  weather_freshness: 'of the time, the newest product is younger than two hours',
};

/** The share of the error budget that is left, when the last three days are what a month is like. */
function budgetLeft({ name, target }: Objective): string {
  return `1 - ${name}:error_ratio3d / ${Number((1 - target).toPrecision(6))}`;
}

function burnRate({ name, target }: Objective, window: string): string {
  return `${name}:error_ratio${window} / ${Number((1 - target).toPrecision(6))}`;
}

function panelsFor(objective: Objective): readonly BoardPanel[] {
  const promise = `${objective.target * 100} % ${WORDS[objective.name] ?? objective.name}`;
  return [
    {
      title: 'Kept in the last hour',
      description: `Promised: ${promise}.`,
      kind: 'number',
      unit: 'percentunit',
      queries: [{ expr: `1 - ${objective.name}:error_ratio1h` }],
      limits: { warning: objective.target, critical: objective.target - 0.01, isLowBad: true },
      runbook: 'api',
    },
    {
      title: 'Budget left',
      description:
        'Of the error budget, if all days were like the last three. Below 0 it is overdrawn.',
      kind: 'number',
      unit: 'percentunit',
      queries: [{ expr: budgetLeft(objective) }],
      limits: { warning: 0.5, critical: 0, isLowBad: true },
      runbook: 'api',
    },
    {
      title: 'Burn rate',
      description: '1 uses the budget up in exactly 30 days; 14.4 over an hour wakes somebody.',
      unit: 'short',
      queries: ['5m', '1h', '6h', '1d'].map((window) => ({
        expr: burnRate(objective, window),
        legend: window,
      })),
      limits: { warning: 1, critical: 14.4 },
      runbook: 'api',
    },
  ];
}

/** Whether what was promised is kept. */
export const SLO_BOARD: Board = {
  uid: 'weather-service-levels',
  title: 'Service Levels',
  description: 'What was promised, what was kept, and how fast the error budgets burn.',
  variables: [],
  rows: OBJECTIVES.map((objective) => ({
    title: `${objective.target * 100} % ${WORDS[objective.name] ?? objective.name}`,
    panels: panelsFor(objective),
  })),
};
