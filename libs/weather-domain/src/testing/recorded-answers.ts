import type { FetchedAnswer } from '../fetched-answer';
import type { UnitSystem } from '../units';
import type { PublishedLine } from '../weather-product';
import expected from './fixtures/expected-lines.json';
import metNorwayCompact from './fixtures/met-norway/compact.json';
import accra from './fixtures/openweather/accra-standard-2019.json';
import chita from './fixtures/openweather/chita-metric-ru-2024.json';
import fault400 from './fixtures/openweather/error-400-geocode.json';
import fault401 from './fixtures/openweather/error-401-invalid-key.json';
import fault404 from './fixtures/openweather/error-404-city-not-found.json';
import fault429 from './fixtures/openweather/error-429-limit.json';
import gaillimh from './fixtures/openweather/gaillimh-metric-2016.json';
import kampala from './fixtures/openweather/kampala-metric-2017.json';
import london from './fixtures/openweather/london-standard-2017.json';
import oceanCity from './fixtures/openweather/ocean-city-imperial-2025.json';
import odesa from './fixtures/openweather/odesa-metric-2022.json';
import riga from './fixtures/openweather/riga-standard-2023.json';

const ANSWERS = {
  'accra-standard-2019': accra,
  'chita-metric-ru-2024': chita,
  'gaillimh-metric-2016': gaillimh,
  'kampala-metric-2017': kampala,
  'london-standard-2017': london,
  'ocean-city-imperial-2025': oceanCity,
  'odesa-metric-2022': odesa,
  'riga-standard-2023': riga,
} as const;

const FAULTS = { 400: fault400, 401: fault401, 404: fault404, 429: fault429 } as const;

/** A recorded answer by place, the units it is in, and year. */
export type RecordedAnswerName = keyof typeof ANSWERS;

/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The names of the answers of OpenWeather's current weather that were recorded in public. */
export const RECORDED_ANSWERS = Object.keys(ANSWERS) as readonly RecordedAnswerName[];

/** The body OpenWeather answered, parsed. */
export function recordedAnswer(name: RecordedAnswerName): JsonObject {
  return ANSWERS[name];
}

/** The body OpenWeather answers with the HTTP status `status`, parsed. */
export function recordedFault(status: keyof typeof FAULTS): JsonObject {
  return FAULTS[status];
}

/** The compact answer of MET Norway's Locationforecast for Luxembourg: two steps, parsed. */
export function metNorwayAnswer(): JsonObject {
  return metNorwayCompact;
}

/** What the reference algorithm makes of a recorded answer, computed apart (fixtures/reference.py). */
export interface Expectation {
  /** The units the answer is in. */
  readonly units: UnitSystem;
  /** "lat,lon,dt". */
  readonly identity: string;
  /** The fifteen contract fields, for an answer fetched by {@link fetchedAnswer}. */
  readonly line: PublishedLine;
}

/** What is expected of the recorded answer `name`. */
export function expectationOf(name: RecordedAnswerName): Expectation {
  const { units, identity, line } = expected[name];
  return { units: units as UnitSystem, identity, line };
}

/** The recorded answer `name` as the fetch step hands it on, asked for in metric units. */
export function fetchedAnswer(
  name: RecordedAnswerName,
  changes: Partial<FetchedAnswer> = {},
): FetchedAnswer {
  const { coord } = ANSWERS[name];
  const { identity, line } = expectationOf(name);
  return {
    city: { lat: coord.lat, lon: coord.lon },
    collected_at: line.collected_at,
    source: 'openweathermap_current',
    units: 'metric',
    identity,
    answer: recordedAnswer(name),
    ...changes,
  };
}
