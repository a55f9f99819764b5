import { qualityList, type Preference } from './quality-list';

/** How exactly `token` names `type`: not at all (0), by `*​/*` (1), by `text/*` (2), by name (3). */
function exactness(token: string, type: string): number {
  if (token === type) return 3;
  if (token === '*/*') return 1;
  return token.endsWith('/*') && type.startsWith(token.slice(0, -1)) ? 2 : 0;
}

/** How much `type` is liked: what names it most exactly counts. */
function qualityOf(type: string, preferences: readonly Preference[]): number {
  let best = { exactness: 0, quality: 0 };
  for (const { token, quality } of preferences) {
    const match = exactness(token, type);
    if (match > best.exactness) best = { exactness: match, quality };
  }
  return best.quality;
}

/**
 * The type of `offered` that an `Accept` header likes best; of several, the one offered first.
 * `undefined` when it likes none.
 */
export function acceptedType(
  header: string | undefined,
  offered: readonly string[],
): string | undefined {
  if (header === undefined || header.trim() === '') return offered[0];
  const preferences = qualityList(header);
  let best: { readonly type: string; readonly quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(type, preferences);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type;
}
