import type { ProductKeys } from '../product-keys';

const DAY_MS = 86_400_000;

/** How many products a day the ascending `found` keys speak of; `undefined` when they are too few. */
export function perDayOf(found: readonly string[], keys: ProductKeys): number | undefined {
  const first = keys.instantOf(found[0] ?? '')?.getTime();
  const last = keys.instantOf(found.at(-1) ?? '')?.getTime();
  if (first === undefined || last === undefined || last <= first) return undefined;
  return ((found.length - 1) * DAY_MS) / (last - first);
}
