import type { Coding } from '../http/codings';

/** The `ETag` of content named `tag`, as it is (no coding) or compressed: other bytes, other tag. */
export function entityTag(tag: string, coding?: Coding): string {
  return coding === undefined ? `"${tag}"` : `"${tag}-${coding}"`;
}

/**
 * The entity tag of `known` that an `If-None-Match` header names, compared weakly (RFC 9110, 8.8.3.2);
 * `*` names any, so the first. `undefined` when it names none: the client has no current copy.
 */
export function matchingTag(
  header: string | undefined,
  known: readonly string[],
): string | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return known[0];
  const named = new Set(header.match(/"[^"]*"/g));
  return known.find((tag) => named.has(tag));
}
