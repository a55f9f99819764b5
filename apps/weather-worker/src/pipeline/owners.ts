import { cityLabel, citySchema, publishedLineSchema, type City } from '@weather/weather-domain';
import { z } from 'zod';
import { parsedJson } from '../sources/answer-body';

/** A line on its way to the store, and whose it is: no two lines of one time have the same owner. */
export interface OwnedLine {
  readonly owner: string;
  readonly text: string;
}

/** Tells whose the lines of an object are. */
export type OwnersOf = (text: string) => readonly string[];

/** The names that were given to cities, and so stand in their products. */
export function namesOf(cities: readonly City[]): ReadonlySet<string> {
  return new Set(cities.flatMap(({ name }) => name ?? []));
}

interface PlacedLine {
  readonly location_name: string;
  readonly lat: number;
  readonly lon: number;
}

function placeOf({ location_name: name, lat, lon }: PlacedLine): string {
  return `${name} at ${lat},${lon}`;
}

/**
 * Whose a product is: the city's whose name it carries. A source may call several cities without a
 * name the same, so those are told apart by the coordinates too.
 */
export function ownerOfProduct(line: PlacedLine, names: ReadonlySet<string>): string {
  return names.has(line.location_name) ? line.location_name : placeOf(line);
}

const placedSchema = publishedLineSchema.pick({ location_name: true, lat: true, lon: true });

/** A product standing in the store may be anyone's who goes by its name or place. */
export const ownersOfProduct: OwnersOf = (text) => {
  const line = placedSchema.safeParse(parsedJson(text));
  return line.success ? [line.data.location_name, placeOf(line.data)] : [];
};

/** Only what tells the owner, whatever else a line may come to hold. */
const keptSchema = z.object({ fetched: z.object({ city: citySchema }) });

/** Whose a quarantined line is: the city's that it was fetched for. */
export const ownersOfQuarantined: OwnersOf = (text) => {
  const line = keptSchema.safeParse(parsedJson(text));
  return line.success ? [cityLabel(line.data.fetched.city)] : [];
};
