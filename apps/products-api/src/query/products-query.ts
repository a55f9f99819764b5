import { hash } from 'node:crypto';
import type { ProductKeys } from '@weather/s3-store';
import { z } from 'zod';
import type { ParameterFault } from '../errors/parameter-fault';
import { invalidParameters } from '../errors/problem-error';
import type { FormatName } from '../lines/formats';
import { foldName, type LineSelection } from '../lines/line-selection';
import { decodeCursor, encodeCursor } from './cursor';
import {
  cityParameter,
  cursorParameter,
  fieldsParameter,
  formatParameter,
  fromParameter,
  limitParameter,
  orderParameter,
  toParameter,
  unitsParameter,
} from './parameters';
import { readQuery } from './read-query';

/** The parameters of `GET /products`. */
export const productsParameters = z.object({
  limit: limitParameter,
  city: cityParameter,
  from: fromParameter,
  to: toParameter,
  order: orderParameter,
  fields: fieldsParameter,
  units: unitsParameter,
  cursor: cursorParameter,
  format: formatParameter,
});

type Parameters = z.infer<typeof productsParameters>;

/** What `GET /products` was asked. */
export interface ProductsQuery extends LineSelection {
  /** What stood behind the `?`. */
  readonly text: string;
  /** Files. */
  readonly limit: number;
  readonly from: Date | undefined;
  /** Exclusive. */
  readonly to: Date | undefined;
  readonly isNewestFirst: boolean;
  /** Exclusive. */
  readonly before: string | undefined;
  readonly format: FormatName | undefined;
  /** Queries that select the same lines of the same files have the same. */
  readonly identity: string;
  /** The cursor of the page behind the one whose oldest key is `oldest`. */
  readonly cursorAfter: (oldest: string) => string;
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

/** What of a line is wanted, from the parameters that say it. */
export function lineSelectionOf({
  city = [],
  fields,
  units,
}: Pick<Parameters, 'city' | 'fields' | 'units'>): LineSelection {
  const cities = [...new Set(city.map(foldName))].sort();
  return { cities, fields: fields && [...new Set(fields)], units };
}

function filtersOf({ city = [], from, to, order }: Parameters): string {
  const filters = [city.map(foldName).sort(), dateOf(from), dateOf(to), order];
  return hash('sha256', JSON.stringify(filters), 'hex').slice(0, 16);
}

function faultsOf({ from, to, cursor }: Parameters, isCursorUsable: boolean): ParameterFault[] {
  const faults: ParameterFault[] = [];
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    faults.push({ parameter: 'to', detail: `${to} is not behind from=${from}` });
  }
  if (cursor !== undefined && !isCursorUsable) {
    const detail = 'is no cursor of this query: follow the Link header without changing filters';
    faults.push({ parameter: 'cursor', detail });
  }
  return faults;
}

/**
 * What a request for products asks.
 *
 * @param query what stands behind the `?`
 * @throws {ProblemError} with all faults at once
 */
export function productsQueryOf(query: string, keys: ProductKeys): ProductsQuery {
  const parameters = readQuery(productsParameters, query);
  const filters = filtersOf(parameters);
  const cursor =
    parameters.cursor === undefined ? undefined : decodeCursor(parameters.cursor, keys);
  const faults = faultsOf(parameters, cursor?.filters === filters);
  if (faults.length > 0) throw invalidParameters(faults);
  const { limit, order, format } = parameters;
  const lines = lineSelectionOf(parameters);
  return {
    ...lines,
    text: query,
    limit,
    from: dateOf(parameters.from),
    to: dateOf(parameters.to),
    isNewestFirst: order === 'desc',
    before: cursor?.before,
    format,
    identity: JSON.stringify([lines, order]),
    cursorAfter: (oldest) => encodeCursor({ before: oldest, filters }),
  };
}
