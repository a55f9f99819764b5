import type { ProductKeys } from '@weather/s3-store';

/** Where a page ended. */
export interface Cursor {
  /** The oldest key that was served; the next page holds older ones. */
  readonly before: string;
  /** Fingerprint of the filters that the page was made with. */
  readonly filters: string;
}

const SEPARATOR = '\n';

/** The cursor as clients carry it: opaque, fit for a URL. */
export function encodeCursor({ before, filters }: Cursor): string {
  return Buffer.from(`${filters}${SEPARATOR}${before}`).toString('base64url');
}

/** What {@link encodeCursor} made `text` of, or `undefined` when it made no such thing. */
export function decodeCursor(text: string, keys: ProductKeys): Cursor | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  const [filters = '', before = ''] = Buffer.from(text, 'base64url')
    .toString('utf8')
    .split(SEPARATOR);
  const cursor = { before, filters };
  const isOurs = keys.instantOf(before) !== undefined && encodeCursor(cursor) === text;
  return isOurs ? cursor : undefined;
}
