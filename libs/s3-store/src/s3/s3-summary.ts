import type { ObjectSummary } from '../object-store';

/** The names of our metadata; S3 puts `x-amz-meta-` before them. */
const METADATA = { sha256: 'sha256', rowCount: 'row-count' } as const;

/** What GET and HEAD say of an object. */
export interface S3Head {
  readonly ContentLength?: number | undefined;
  readonly ETag?: string | undefined;
  readonly Metadata?: Readonly<Partial<Record<string, string>>> | undefined;
}

/** The metadata of an object of ours. */
export function metadataOf(sha256: string, rowCount: number): Record<string, string> {
  return { [METADATA.sha256]: sha256, [METADATA.rowCount]: String(rowCount) };
}

/** An etag without its quotes. */
export function bareEtag(etag = ''): string {
  return etag.replace(/^(W\/)?"?|"$/g, '');
}

/** A value of our metadata, or `undefined` for one in another form, which is another program's. */
function metadatum(head: S3Head, name: string, form: RegExp): string | undefined {
  const value = head.Metadata?.[name] ?? '';
  return form.test(value) ? value : undefined;
}

/** What is known of the object under `key`. */
export function summaryOf(key: string, head: S3Head): ObjectSummary {
  const rowCount = metadatum(head, METADATA.rowCount, /^\d{1,15}$/);
  return {
    key,
    size: head.ContentLength ?? 0,
    etag: bareEtag(head.ETag),
    sha256: metadatum(head, METADATA.sha256, /^[0-9a-f]{64}$/i)?.toLowerCase(),
    rowCount: rowCount === undefined ? undefined : Number(rowCount),
  };
}
