import { InvalidAnswerError } from './invalid-answer-error';
import { openWeatherReading } from './openweather-reading';
import { productOf } from './product-of';
import {
  expectationOf,
  fetchedAnswer,
  RECORDED_ANSWERS,
  recordedAnswer,
  recordedFault,
  type JsonObject,
} from './testing';

/** The reading in Odesa's answer with some of its parts changed; `undefined` takes one away. */
function readingWith(changes: JsonObject) {
  const answer = { ...recordedAnswer('odesa-metric-2022'), ...changes };
  return openWeatherReading(fetchedAnswer('odesa-metric-2022', { answer }));
}

function faultsWith(answer: unknown): readonly string[] {
  try {
    openWeatherReading(fetchedAnswer('odesa-metric-2022', { answer }));
  } catch (error) {
    if (error instanceof InvalidAnswerError) return error.faults;
    throw error;
  }
  return [];
}

describe('openWeatherReading', () => {
  describe.each(RECORDED_ANSWERS)('of %s', (name) => {
    const { units, line } = expectationOf(name);

    it('has the fifteen contract fields of the reference algorithm', () => {
      const fetched = fetchedAnswer(name);

      expect(productOf(openWeatherReading(fetched), fetched.collected_at)).toMatchObject(line);
    });

    it(`knows that the answer is ${units}, though metric was asked for`, () => {
      expect(openWeatherReading(fetchedAnswer(name)).sentUnits).toBe(units);
    });

    it(`is the same when ${units} was asked for`, () => {
      expect(openWeatherReading(fetchedAnswer(name, { units }))).toEqual(
        openWeatherReading(fetchedAnswer(name)),
      );
    });
  });

  it('reads all that this platform publishes', () => {
    expect(openWeatherReading(fetchedAnswer('ocean-city-imperial-2025'))).toEqual({
      id: 'ea0004b1d37ca77a',
      source: 'openweathermap_current',
      locationName: 'Ocean City',
      lat: 39.2668,
      lon: -74.6449,
      observedAt: 1744029295,
      temperature: 6.08,
      feelsLike: 3.43,
      humidity: 93,
      pressure: 1008,
      windSpeed: 3.58,
      windDegrees: 32,
      windGust: 6.26,
      description: 'heavy intensity rain',
      conditionCode: 502,
      sunrise: 1744021987,
      sunset: 1744068463,
      visibility: 6686,
      cloudCover: 100,
      rainLastHour: 7.49,
      snowLastHour: null,
      country: 'US',
      sentUnits: 'imperial',
    });
  });

  it('leaves metric numbers as they were sent', () => {
    const main = { temp: 13.9444, feels_like: 12.8006, humidity: 54, pressure: 1021.33 };
    const wind = { speed: 4.5833, deg: 314.5, gust: 8.1666 };

    expect(readingWith({ main, wind })).toMatchObject({
      temperature: 13.9444,
      feelsLike: 12.8006,
      pressure: 1021.33,
      windSpeed: 4.5833,
      windDegrees: 314.5,
      windGust: 8.1666,
    });
  });

  it('tells units by the temperature alone where humidity is unknown', () => {
    expect(readingWith({ main: { temp: 55 } }).sentUnits).toBe('metric');
    expect(readingWith({ main: { temp: 61 } }).sentUnits).toBe('imperial');
  });

  it('prefers the requested name to that of the source', () => {
    const city = { name: 'Одеса', lat: 46.4775, lon: 30.7326 };

    expect(openWeatherReading(fetchedAnswer('odesa-metric-2022', { city })).locationName).toBe(
      'Одеса',
    );
  });

  it.each([[''], [null], [undefined]])('takes the name %j, as at sea, for none', (name) => {
    expect(readingWith({ name }).locationName).toBeNull();
  });

  it.each([
    ['wind', null, { windSpeed: null, windDegrees: null, windGust: null }],
    ['wind', {}, { windSpeed: null, windDegrees: null, windGust: null }],
    ['rain', { '3h': 1.2 }, { rainLastHour: null }],
    ['rain', null, { rainLastHour: null }],
    ['rain', { '1h': 0.6 }, { rainLastHour: 0.6 }],
    ['snow', {}, { snowLastHour: null }],
    ['snow', null, { snowLastHour: null }],
    ['snow', { '1h': 0.7 }, { snowLastHour: 0.7 }],
    ['clouds', null, { cloudCover: null }],
    ['sys', null, { country: null, sunrise: null, sunset: null }],
    ['sys', {}, { country: null, sunrise: null, sunset: null }],
    ['weather', [], { description: null, conditionCode: null }],
    ['weather', null, { description: null, conditionCode: null }],
    ['weather', [null], { description: null, conditionCode: null }],
    ['visibility', null, { visibility: null }],
    ['main', { temp: 7 }, { temperature: 7, feelsLike: null, humidity: null, pressure: null }],
  ])('reads "%s": %j as %j', (part, sent, expected) => {
    const complete = openWeatherReading(fetchedAnswer('odesa-metric-2022'));

    expect(readingWith({ [part]: sent })).toEqual({ ...complete, ...expected });
  });

  it('takes every part that is missing for unknown', () => {
    const { coord, main, dt } = recordedAnswer('odesa-metric-2022');
    const answer = { coord, main, dt };

    expect(openWeatherReading(fetchedAnswer('odesa-metric-2022', { answer }))).toEqual({
      ...openWeatherReading(fetchedAnswer('odesa-metric-2022')),
      ...{ locationName: null, windSpeed: null, windDegrees: null, windGust: null },
      ...{ description: null, conditionCode: null, sunrise: null, sunset: null },
      ...{ visibility: null, cloudCover: null, rainLastHour: null, country: null },
    });
  });

  it('names all that is wrong', () => {
    expect(faultsWith({ coord: { lat: 1 }, main: { temp: 'hot' }, dt: 1.5 })).toEqual([
      'coord.lon: Invalid input: expected number, received undefined',
      'main.temp: Invalid input: expected number, received string',
      'dt: Invalid input: expected int, received number',
    ]);
  });

  it.each([400, 401, 404, 429] as const)('refuses the body of an error %d', (status) => {
    expect(faultsWith(recordedFault(status))).toEqual([
      'coord: Invalid input: expected object, received undefined',
      'main: Invalid input: expected object, received undefined',
      'dt: Invalid input: expected number, received undefined',
    ]);
  });

  it.each([[null], ['<html>'], [[]], [undefined]])('refuses %j', (answer) => {
    expect(faultsWith(answer)).toEqual([expect.stringMatching(/^Invalid input: expected object/)]);
  });

  it.each([0, 253_402_300_799])('accepts the time %d', (dt) => {
    expect(readingWith({ dt }).observedAt).toBe(dt);
  });

  it.each([-1, 253_402_300_800, 1_664_909_335_000])(
    'refuses the time %d, which is not in Unix seconds',
    (dt) => {
      expect(() => readingWith({ dt })).toThrow(InvalidAnswerError);
    },
  );
});
