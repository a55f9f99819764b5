import { z } from 'zod';
import type { FormatName } from '../lines/formats';
import type { LineSelection } from '../lines/line-selection';
import {
  cityParameter,
  fieldsParameter,
  formatParameter,
  unitsParameter,
} from '../query/parameters';
import { lineSelectionOf } from '../query/products-query';
import { readQuery } from '../query/read-query';

/** The parameters of `GET /products/latest`. */
export const latestParameters = z.object({
  city: cityParameter,
  fields: fieldsParameter,
  units: unitsParameter,
  format: formatParameter,
});

/** What `GET /products/latest` was asked. */
export interface LatestQuery extends LineSelection {
  readonly format: FormatName | undefined;
}

/**
 * What a request for the latest lines asks.
 *
 * @param query what stands behind the `?`
 * @throws {ProblemError} with all faults at once
 */
export function latestQueryOf(query: string): LatestQuery {
  const parameters = readQuery(latestParameters, query);
  return { ...lineSelectionOf(parameters), format: parameters.format };
}
