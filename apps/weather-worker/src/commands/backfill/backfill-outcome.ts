import { EXIT } from '../../exit-codes';
import type { RunOutcome, RunStatus } from '../../pipeline/run-outcome';
import type { CommandOutcome } from '../perform';

/** A scheduled time whose run failed. */
export interface FailedTime {
  readonly at: string;
  readonly message: string;
}

/** What became of one scheduled time. */
export type TimeOutcome =
  | { readonly kind: 'done'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly failed: FailedTime };

/** Adds up what became of all of them. */
export class BackfillTally {
  readonly counts: Record<RunStatus, number> = {
    published: 0,
    unchanged: 0,
    partial: 0,
    failed: 0,
  };
  readonly failed: FailedTime[] = [];
  rows = 0;

  add(result: TimeOutcome): void {
    if (result.kind === 'failed') {
      this.counts.failed += 1;
      this.failed.push(result.failed);
      return;
    }
    const { status, rows, at } = result.outcome;
    this.counts[status] += 1;
    if (status === 'published' || status === 'partial') this.rows += rows;
    if (status === 'failed') this.failed.push({ at, message: 'no city has a product' });
  }
}

function exitCodeOf({ published, unchanged, partial, failed }: Record<RunStatus, number>): number {
  if (published + unchanged + partial === 0) return EXIT.failure;
  return partial + failed > 0 ? EXIT.partial : EXIT.success;
}

/** How a backfill ends as a command. */
export function backfillOutcome(
  { counts, failed, rows }: BackfillTally,
  range: { readonly from: Date; readonly to: Date },
  seconds: number,
): CommandOutcome {
  const { published, unchanged, partial } = counts;
  const exitCode = exitCodeOf(counts);
  const runs = published + unchanged + partial + counts.failed;
  const words = `${runs} runs: ${published} published, ${unchanged} unchanged, ${partial} partial, ${counts.failed} failed`;
  const list = failed.map(({ at, message }) => `\n  ${at}: ${message}`).join('');
  const status = { [EXIT.success]: 'done', [EXIT.partial]: 'partial' }[exitCode] ?? 'failed';
  const from = range.from.toISOString();
  const to = range.to.toISOString();
  const report = { status, from, to, runs, published, unchanged, partial, failed, rows, seconds };
  return { exitCode, report, words: words + list };
}
