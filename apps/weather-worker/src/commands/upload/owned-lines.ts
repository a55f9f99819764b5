import type { PublishedLine, QuarantinedLine } from '@weather/weather-domain';
import { cityLabel } from '@weather/weather-domain';
import { ownerOfProduct, type OwnedLine } from '../../pipeline/owners';

/** A product line as it is published: compact, keys sorted. */
export function canonicalText(line: PublishedLine): string {
  return JSON.stringify(Object.fromEntries(Object.entries(line).sort(byName)));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** A product line on its way to the store. */
export function ownedProduct(line: PublishedLine, names: ReadonlySet<string>): OwnedLine {
  return { owner: ownerOfProduct(line, names), text: canonicalText(line) };
}

/** A quarantined line on its way to the store. */
export function ownedQuarantined(line: QuarantinedLine): OwnedLine {
  return { owner: cityLabel(line.fetched.city), text: JSON.stringify(line) };
}
