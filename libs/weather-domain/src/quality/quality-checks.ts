import { LINE_CHECKS } from './line-checks';
import type { LineCheck, Severity } from './quality-check';

/** What a check is called and what it asks, without the question itself. */
export interface CheckDescription {
  readonly name: string;
  readonly severity: Severity;
  readonly column: string | undefined;
  readonly description: string;
  readonly expected: string;
}

/** Every answer of a source can be read as weather. */
export const SCHEMA_CHECK = {
  name: 'schema',
  severity: 'ERROR',
  column: undefined,
  description: 'the answer is a weather reading',
  expected: 'coordinates, time and temperature',
} as const satisfies CheckDescription;

/** No two lines say the same. */
export const UNIQUENESS_CHECK = {
  name: 'uniqueness',
  severity: 'ERROR',
  column: 'id',
  description: 'no place stands twice with the same observation',
  expected: 'one line for each place and time',
} as const satisfies CheckDescription;

/** No city is missing. */
export const COMPLETENESS_CHECK = {
  name: 'completeness',
  severity: 'WARN',
  column: 'location_name',
  description: 'every configured city has a line',
  expected: 'all configured cities',
} as const satisfies CheckDescription;

function describe({ name, severity, column, description, expected }: LineCheck): CheckDescription {
  return { name, severity, column, description, expected };
}

/** All checks there are, in the order in which they are reported. */
export const QUALITY_CHECKS: readonly CheckDescription[] = [
  SCHEMA_CHECK,
  ...LINE_CHECKS.map(describe),
  UNIQUENESS_CHECK,
  COMPLETENESS_CHECK,
];

/** What is wrong with a line that fails the check `name`, in words. */
export function faultOf(name: string): string {
  const check = QUALITY_CHECKS.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`there is no quality check "${name}"`);
  return `${check.column ?? 'answer'}: expected ${check.expected}`;
}
