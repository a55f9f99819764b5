import { cityLabel, type City } from '../city';
import { LINE_CHECKS } from './line-checks';
import type { Candidate, CheckResult } from './quality-check';
import {
  COMPLETENESS_CHECK,
  QUALITY_CHECKS,
  SCHEMA_CHECK,
  UNIQUENESS_CHECK,
  type CheckDescription,
} from './quality-checks';

const NAMED_OFFENDERS = 3;

/** How often a check failed, and for whom first. */
interface Failures {
  count: number;
  readonly offenders: string[];
}

function resultOf(
  { name, severity, column, expected }: CheckDescription,
  observed: number,
  { count: failed, offenders }: Failures,
): CheckResult {
  const more = failed > offenders.length ? `, and ${failed - offenders.length} more` : '';
  const actual =
    failed === 0 ? 'as expected' : `${failed} of ${observed}: ${offenders.join(', ')}${more}`;
  return { name, severity, column, passed: failed === 0, expected, actual, observed, failed };
}

/**
 * Asks the quality checks of one batch of lines as they pass by, and keeps the tally. Memory grows by
 * one short key a line; time is spent on failures only, because nearly every line is good.
 */
export class QualityLedger {
  private readonly failures = new Map<string, Failures>(
    QUALITY_CHECKS.map(({ name }) => [name, { count: 0, offenders: [] }]),
  );
  private readonly lines = new Set<string>();
  private readonly cities = new Set<string>();
  private unreadable = 0;
  private assessed = 0;

  /** Notes an answer of `city` that is no reading. */
  noteUnreadable(city: City): void {
    this.unreadable += 1;
    this.noteFailure(SCHEMA_CHECK.name, cityLabel(city));
  }

  /** Asks every line check, and answers the names of those that keep the line from publication. */
  assess(candidate: Candidate): readonly string[] {
    this.assessed += 1;
    const label = cityLabel(candidate.city);
    const fatal: string[] = [];
    for (const check of LINE_CHECKS) {
      if (check.passes(candidate)) continue;
      this.noteFailure(check.name, label);
      if (check.severity === 'ERROR') fatal.push(check.name);
    }
    if (this.isRepeated(candidate, label)) fatal.push(UNIQUENESS_CHECK.name);
    if (fatal.length === 0) this.cities.add(label);
    return fatal;
  }

  /** What every check found, given the cities that should have been there. */
  results(expected: readonly City[]): readonly CheckResult[] {
    const missing = expected.map(cityLabel).filter((label) => !this.cities.has(label));
    const offenders = missing.slice(0, NAMED_OFFENDERS);
    this.failures.set(COMPLETENESS_CHECK.name, { count: missing.length, offenders });
    const observed = new Map<string, number>([
      [SCHEMA_CHECK.name, this.assessed + this.unreadable],
      [COMPLETENESS_CHECK.name, expected.length],
    ]);
    return QUALITY_CHECKS.map((check) =>
      resultOf(check, observed.get(check.name) ?? this.assessed, this.failuresOf(check.name)),
    );
  }

  private isRepeated({ product: { id, location_name: name } }: Candidate, label: string): boolean {
    const count = this.lines.size;
    const isRepeated = this.lines.add(`${id} ${name}`).size === count;
    if (isRepeated) this.noteFailure(UNIQUENESS_CHECK.name, label);
    return isRepeated;
  }

  private noteFailure(check: string, label: string): void {
    const failures = this.failuresOf(check);
    failures.count += 1;
    if (failures.offenders.length < NAMED_OFFENDERS) failures.offenders.push(label);
  }

  private failuresOf(check: string): Failures {
    const failures = this.failures.get(check);
    if (failures === undefined) throw new Error(`there is no quality check "${check}"`);
    return failures;
  }
}
