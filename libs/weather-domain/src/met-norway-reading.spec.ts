import { InvalidAnswerError } from './invalid-answer-error';
import { metNorwayReading } from './met-norway-reading';
import { metNorwayAnswer, type JsonObject } from './testing';
import type { FetchedAnswer } from './fetched-answer';

const LUXEMBOURG = { name: 'Luxembourg', lat: 49.6116, lon: 6.1319 };

function fetchedForecast(answer: unknown): FetchedAnswer {
  return {
    city: LUXEMBOURG,
    collected_at: '2026-11-23T12:00:05.000Z',
    source: 'met_norway_locationforecast',
    units: 'metric',
    identity: '49.6116,6.1319,1795435200',
    answer,
  };
}

/** A forecast of one step with the least that makes a reading, and `changes` of its data. */
function forecast(changes: JsonObject = {}): JsonObject {
  const data = { instant: { details: { air_temperature: -3.5 } }, ...changes };
  return {
    geometry: { coordinates: [6.1319, 49.6116] },
    properties: { timeseries: [{ time: '2026-11-23T12:00:00Z', data }] },
  };
}

function faultsIn(answer: unknown): readonly string[] {
  try {
    metNorwayReading(fetchedForecast(answer));
  } catch (error) {
    if (error instanceof InvalidAnswerError) return error.faults;
    throw error;
  }
  return [];
}

const SILENT = {
  id: '611fcd6b0da1114d',
  source: 'met_norway_locationforecast',
  locationName: 'Luxembourg',
  lat: 49.6116,
  lon: 6.1319,
  observedAt: 1795435200,
  temperature: -3.5,
  feelsLike: null,
  humidity: null,
  pressure: null,
  windSpeed: null,
  windDegrees: null,
  windGust: null,
  description: null,
  conditionCode: null,
  sunrise: null,
  sunset: null,
  visibility: null,
  cloudCover: null,
  rainLastHour: null,
  snowLastHour: null,
  country: null,
  sentUnits: 'metric',
};

describe('metNorwayReading', () => {
  it('reads the first step of a compact forecast', () => {
    expect(metNorwayReading(fetchedForecast(metNorwayAnswer()))).toEqual({
      ...SILENT,
      temperature: 6.4,
      humidity: 88.2,
      pressure: 1012.3,
      windSpeed: 4.2,
      windDegrees: 231.4,
      cloudCover: 71.9,
      description: 'partlycloudy day',
    });
  });

  it('reads the gusts of a complete forecast', () => {
    const details = { air_temperature: -3.5, wind_speed: 6.1, wind_speed_of_gust: 11.4 };

    expect(metNorwayReading(fetchedForecast(forecast({ instant: { details } })))).toEqual({
      ...SILENT,
      windSpeed: 6.1,
      windGust: 11.4,
    });
  });

  it.each([
    ['nothing', {}],
    ['no next hour', { next_1_hours: null }],
    ['no summary', { next_1_hours: { details: {} } }],
    ['no symbol', { next_1_hours: { summary: {} } }],
    ['null', { instant: { details: { air_temperature: -3.5, relative_humidity: null } } }],
  ])('takes what a forecast lacks for unknown: %s', (_, changes) => {
    expect(metNorwayReading(fetchedForecast(forecast(changes)))).toEqual(SILENT);
  });

  it('has no name for a city that was configured without one', () => {
    const city = { lat: 49.6116, lon: 6.1319 };

    expect(metNorwayReading({ ...fetchedForecast(forecast()), city }).locationName).toBeNull();
  });

  it('names all that is wrong', () => {
    const step = { time: 'noon', data: { instant: { details: {} } } };
    const answer = { geometry: { coordinates: [6.1319] }, properties: { timeseries: [step] } };

    expect(faultsIn(answer)).toEqual([
      'geometry.coordinates.1: Invalid input: expected number, received undefined',
      'properties.timeseries.0.time: Invalid ISO datetime',
      'properties.timeseries.0.data.instant.details.air_temperature: Invalid input: expected number, received undefined',
    ]);
  });

  it('refuses a forecast without steps', () => {
    const answer = { ...forecast(), properties: { timeseries: [] } };

    expect(faultsIn(answer)).toEqual([expect.stringMatching(/^properties\.timeseries(\.0)?: .+/)]);
  });

  it.each([[null], ['503 Service Unavailable']])('refuses %j', (answer) => {
    expect(faultsIn(answer)).toEqual([expect.stringMatching(/^Invalid input: expected object/)]);
  });
});
