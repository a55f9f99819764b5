import { EXIT } from '../../exit-codes';
import type { OwnedLine } from '../../pipeline/owners';
import type { Publication } from '../../pipeline/publish';
import { objectPart } from '../../pipeline/run-outcome';
import type { CommandOutcome } from '../perform';
import { storedMetadata, type StoredProduct } from '../stored-product';

/** The lines of both files. */
export interface UploadLines {
  readonly products: readonly OwnedLine[];
  readonly quarantined: readonly OwnedLine[];
}

/** What an upload did. */
export interface Uploaded {
  readonly report: StoredProduct & { readonly status: 'failed' | 'unchanged' | 'published' };
  /** How many lines there were to publish. */
  readonly lines: number;
}

function statusOf({ products }: UploadLines, { written }: Publication) {
  if (products.length === 0) return 'failed';
  return written === undefined ? 'unchanged' : 'published';
}

/** What the publication of `lines` for `at` did. */
export function uploaded(lines: UploadLines, publication: Publication, at: Date): Uploaded {
  const { objects } = publication.standing;
  const report = {
    status: statusOf(lines, publication),
    at: at.toISOString(),
    keys: objects.map(({ key }) => key),
    ...objectPart(publication.written ?? objects[0]),
    quarantined: lines.quarantined.length,
  } as const;
  return { report, lines: lines.products.length };
}

/** What an upload did, in words; `undefined` when that is what it should. */
export function failureOf({ report }: Uploaded): string | undefined {
  return report.status === 'failed' ? 'failed: there are no lines to publish' : undefined;
}

/** How an upload ends as a command. */
export function uploadOutcome(done: Uploaded, location: string): CommandOutcome {
  const { report, lines } = done;
  const failure = failureOf(done);
  if (failure !== undefined) return { exitCode: EXIT.failure, report, words: failure };
  const produced = { metadata: storedMetadata(report, location), dataVersion: report.sha256 };
  const words = `${report.status}: ${lines} lines in ${report.keys.join(', ')}`;
  return { exitCode: EXIT.success, report, words, produced };
}
