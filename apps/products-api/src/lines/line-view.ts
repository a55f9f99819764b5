import { inUnits, type PublishedLine } from '@weather/weather-domain';
import { foldName, type LineSelection } from './line-selection';
import type { ProductLine } from './product-line';

/** What is shown of a line; `undefined` when the line is not wanted. */
export type LineView = (line: ProductLine) => ProductLine | undefined;

/** Whether `line` is of one of `cities` (folded names); every line is when there are none. */
export function isOfCities(line: ProductLine, cities: readonly string[]): boolean {
  const { location_name: name } = line;
  return cities.length === 0 || (typeof name === 'string' && cities.includes(foldName(name)));
}

function pick(line: ProductLine, fields: readonly string[]): ProductLine {
  return Object.fromEntries(fields.map((field) => [field, line[field] ?? null]));
}

/** Shows lines as `selection` asks, or `undefined` when it asks for all lines as they stand. */
export function lineViewOf({ cities, fields, units }: LineSelection): LineView | undefined {
  if (cities.length === 0 && fields === undefined && units === 'metric') return undefined;
  return (line) => {
    if (!isOfCities(line, cities)) return undefined;
    // Lines of other programs may lack fields; inUnits converts the numbers it finds and no more.
    const converted: ProductLine = inUnits(line as PublishedLine, units);
    return fields === undefined ? converted : pick(converted, fields);
  };
}
