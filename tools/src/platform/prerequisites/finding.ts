import { PlatformError } from '../platform-error';
import { table } from '../stacks/outputs';

/** What was found of something that has to be so. */
export interface Finding {
  /** What was looked at. */
  readonly what: string;
  /** How it is. */
  readonly found: string;
  /** What to do, when it is not as it has to be. */
  readonly fix?: string;
}

/** Findings for people: what is wrong comes with its fix. */
export function describeFindings(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, found, fix }) => [
    fix === undefined ? 'ok' : 'FAULT',
    what,
    found,
  ]);
  const lines = table(rows).split('\n');
  return findings
    .flatMap(({ fix }, index) => [
      lines[index] ?? '',
      ...(fix === undefined ? [] : [`       ${fix}`]),
    ])
    .join('\n');
}

/**
 * Goes on only when everything is as it has to be.
 *
 * @throws {PlatformError} with all faults at once
 */
export function demand(findings: readonly Finding[]): void {
  const faults = findings.filter(({ fix }) => fix !== undefined);
  if (faults.length === 0) return;
  const list = faults
    .map(({ what, found, fix = '' }) => `  ${what}: ${found}\n    ${fix}`)
    .join('\n');
  throw new PlatformError(`nothing was touched, because\n${list}`);
}
