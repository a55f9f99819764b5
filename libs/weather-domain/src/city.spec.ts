import { citiesSchema, cityLabel, citySchema, DEFAULT_CITIES } from './city';
import { faultsOf } from './invalid-answer-error';

function faultsIn(cities: unknown): readonly string[] {
  const parsed = citiesSchema.safeParse(cities);
  return parsed.success ? [] : faultsOf(parsed.error);
}

describe('citySchema', () => {
  it.each([
    { lat: 90, lon: 180 },
    { lat: -90, lon: -180 },
    { lat: 0, lon: 0 },
    { name: 'Null Island', lat: 0, lon: 0 },
  ])('accepts $name $lat, $lon', (city) => {
    expect(citySchema.parse(city)).toEqual(city);
  });

  it.each([
    { lat: 90.01, lon: 0 },
    { lat: -90.01, lon: 0 },
    { lat: 0, lon: 180.01 },
    { lat: 0, lon: -180.01 },
    { lat: NaN, lon: 0 },
    { lat: '49.6', lon: 6.1 },
    { lat: 49.6 },
    { name: ' ', lat: 49.6, lon: 6.1 },
    { name: 'Trier', lat: 49.6, lon: 6.1, country: 'DE' },
  ])('refuses %j', (city) => {
    expect(citySchema.safeParse(city).success).toBe(false);
  });

  it('trims the name', () => {
    expect(citySchema.parse({ name: ' Esch\n', lat: 49.5, lon: 5.98 }).name).toBe('Esch');
  });
});

describe('citiesSchema', () => {
  it('accepts the cities that are collected when none are configured', () => {
    expect(citiesSchema.parse(DEFAULT_CITIES)).toEqual([
      { name: 'Luxembourg', lat: 49.6116, lon: 6.1319 },
      { name: 'Chicago', lat: 41.8781, lon: -87.6298 },
    ]);
  });

  it('reports all faults at once, each with its path', () => {
    const cities = [
      { name: 'A', lat: 91, lon: 0 },
      { name: 'A', lat: 0, lon: -181 },
      { name: '', lat: 0, lon: 0 },
    ];

    expect(faultsIn(cities)).toEqual([
      '0.lat: Too big: expected number to be <=90',
      '1.lon: Too small: expected number to be >=-180',
      '2.name: Too small: expected string to have >=1 characters',
      '1.name: "A" stands at 0 already: give each city a name of its own',
    ]);
  });

  it('reports every fault of shape at once, too', () => {
    expect(faultsIn([{ lat: 'north', lon: 0 }, 7, { name: 'B', lat: 1, lon: 2, zip: 3 }])).toEqual([
      '0.lat: Invalid input: expected number, received string',
      '1: Invalid input: expected object, received number',
      '2: Unrecognized key: "zip"',
    ]);
  });

  it('refuses the same unnamed place twice, and a name that reads like it', () => {
    const place = { lat: 1.5, lon: -2 };

    expect(faultsIn([place, place, { ...place, name: '1.5,-2' }])).toEqual([
      '1.name: "1.5,-2" stands at 0 already: give each city a name of its own',
      '2.name: "1.5,-2" stands at 0 already: give each city a name of its own',
    ]);
  });

  it('accepts unnamed cities at different places, and one place under two names', () => {
    const place = { lat: 1.5, lon: -2 };

    expect(
      faultsIn([
        { lat: 1, lon: 2 },
        { lat: 2, lon: 1 },
        { ...place, name: 'A' },
        { ...place, name: 'B' },
      ]),
    ).toEqual([]);
  });

  it('refuses no cities at all', () => {
    expect(faultsIn([])).toEqual(['Too small: expected array to have >=1 items']);
  });
});

describe('cityLabel', () => {
  it('is the name', () => {
    expect(cityLabel({ name: 'Chicago', lat: 41.8781, lon: -87.6298 })).toBe('Chicago');
  });

  it('is the coordinates of a city without one', () => {
    expect(cityLabel({ lat: 41.8781, lon: -87.6298 })).toBe('41.8781,-87.6298');
  });
});
