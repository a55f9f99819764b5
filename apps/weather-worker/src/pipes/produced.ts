import type { CheckResult } from '@weather/weather-domain';
import type { JsonValue } from './json-value';
import { metadata, type Metadata } from './metadata';
import type { PipesSession } from './session';

/** What a command made, for an engine that keeps account of it. */
export interface Produced {
  readonly metadata: Metadata;
  /** Tells one version of what was made from another. */
  readonly dataVersion?: string | undefined;
  /** What the quality checks found; the step must have declared them. */
  readonly checks?: readonly CheckResult[];
}

function reportChecks(session: PipesSession, checks: readonly CheckResult[]): void {
  for (const { name, severity, column, passed, expected, actual, observed, failed } of checks) {
    session.reportCheck({
      checkName: name,
      passed,
      severity,
      metadata: {
        expected: metadata.text(expected),
        actual: metadata.text(actual),
        observed: metadata.int(observed),
        failed: metadata.int(failed),
        ...(column === undefined ? {} : { column: metadata.text(column) }),
      },
    });
  }
}

/** Reports the asset that a step made. A step that makes none, such as an op, has nothing to report. */
export function reportProduced(session: PipesSession, { checks = [], ...made }: Produced): void {
  if ((session.context.asset_keys ?? []).length === 0) return;
  session.reportMaterialization(made);
  reportChecks(session, checks);
}

/** How a command ended, for the code that started it. */
export interface ToldEnding {
  readonly exitCode: number;
  /** What stands in `--json`. */
  readonly report: object;
  /** In words. */
  readonly words: string;
}

/** Tells the code that started the step how it ended: it cannot read that from the exit code alone. */
export function tellEnding(session: PipesSession, { exitCode, report, words }: ToldEnding): void {
  const outcome = JSON.parse(JSON.stringify(report)) as JsonValue;
  session.reportCustomMessage({ kind: 'ending', exit_code: exitCode, words, outcome });
}
