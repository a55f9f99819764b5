import { sampleProduct } from '../testing';
import type { UnitSystem } from '../units';
import type { WeatherProduct } from '../weather-product';
import { LINE_CHECKS } from './line-checks';
import type { Candidate } from './quality-check';

const LUXEMBOURG = { name: 'Luxembourg', lat: 49.6117, lon: 6.13 };
const METRIC = { asked: 'metric', sent: 'metric' } as const;

function candidate(changes: Partial<WeatherProduct>, others: Partial<Candidate> = {}): Candidate {
  return { product: sampleProduct(changes), city: LUXEMBOURG, units: METRIC, ...others };
}

function passes(name: string, asked: Candidate): boolean | undefined {
  return LINE_CHECKS.find((check) => check.name === name)?.passes(asked);
}

function namesOfFailed(asked: Candidate): readonly string[] {
  return LINE_CHECKS.filter((check) => !check.passes(asked)).map(({ name }) => name);
}

describe('LINE_CHECKS', () => {
  it('have names of their own', () => {
    const names = LINE_CHECKS.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  it('are content with a good line', () => {
    expect(namesOfFailed(candidate({}))).toEqual([]);
  });

  it('ask nothing of what the source left out', () => {
    const silent = { humidity: null, pressure: null, wind_speed: null, wind_deg: null };
    const derived = { dew_point: null, wind_gust: null, sunrise: null, sunset: null };

    expect(namesOfFailed(candidate({ ...silent, ...derived }))).toEqual([]);
  });
});

describe.each([
  { column: 'temp', lowest: -90, highest: 60 },
  { column: 'humidity', lowest: 0, highest: 100 },
  { column: 'pressure', lowest: 870, highest: 1085 },
  { column: 'wind_speed', lowest: 0, highest: 113 },
  { column: 'wind_deg', lowest: 0, highest: 360 },
])('$column_range', ({ column, lowest, highest }) => {
  const check = `${column}_range`;

  it.each([lowest, highest])(`passes ${column} %d`, (value) => {
    expect(passes(check, candidate({ [column]: value }))).toBe(true);
  });

  it.each([lowest - 0.01, highest + 0.01, NaN, Infinity])(`fails ${column} %d`, (value) => {
    expect(passes(check, candidate({ [column]: value }))).toBe(false);
  });
});

describe('freshness', () => {
  it.each([
    ['at once', '2026-11-23T12:00:00.000Z'],
    ['2 h ago', '2026-11-23T10:00:00.000Z'],
    ['in 5 min', '2026-11-23T12:05:00.000Z'],
  ])('passes what was observed %s', (_, observed_at) => {
    const collected_at = '2026-11-23T12:00:00.000Z';

    expect(passes('freshness', candidate({ collected_at, observed_at }))).toBe(true);
  });

  it.each([
    ['more than 2 h ago', '2026-11-23T09:59:59.999Z'],
    ['in more than 5 min', '2026-11-23T12:05:00.001Z'],
    ['at no time at all', 'noon'],
  ])('fails what was observed %s', (_, observed_at) => {
    const collected_at = '2026-11-23T12:00:00.000Z';

    expect(passes('freshness', candidate({ collected_at, observed_at }))).toBe(false);
  });
});

describe('gust_consistency', () => {
  it.each([
    { wind_speed: 4, wind_gust: 4 },
    { wind_speed: 4, wind_gust: 9 },
    { wind_speed: null, wind_gust: 9 },
    { wind_speed: 4, wind_gust: null },
  ])('passes %j', (wind) => {
    expect(passes('gust_consistency', candidate(wind))).toBe(true);
  });

  it('fails a gust below the wind', () => {
    expect(passes('gust_consistency', candidate({ wind_speed: 4, wind_gust: 3.9 }))).toBe(false);
  });
});

describe('dew_point_consistency', () => {
  it.each([5, 4.9, null])('passes a dew point of %j at 5 °C', (dew_point) => {
    expect(passes('dew_point_consistency', candidate({ temp: 5, dew_point }))).toBe(true);
  });

  it('fails a dew point above the temperature', () => {
    expect(passes('dew_point_consistency', candidate({ temp: 5, dew_point: 5.1 }))).toBe(false);
  });
});

describe('sun_consistency', () => {
  it.each([
    { sunrise: 1, sunset: 2 },
    { sunrise: 0, sunset: 0 },
    { sunrise: 2, sunset: 0 },
    { sunrise: 2, sunset: null },
    { sunrise: null, sunset: null },
  ])('passes %j', (sun) => {
    expect(passes('sun_consistency', candidate(sun))).toBe(true);
  });

  it.each([
    { sunrise: 2, sunset: 1 },
    { sunrise: 2, sunset: 2 },
  ])('fails %j', (sun) => {
    expect(passes('sun_consistency', candidate(sun))).toBe(false);
  });
});

describe('coordinate_match', () => {
  it.each([
    [49.6117, 6.13],
    [49.7117, 6.13],
    [49.6117, 6.03],
  ])('passes %d, %d for Luxembourg', (lat, lon) => {
    expect(passes('coordinate_match', candidate({ lat, lon }))).toBe(true);
  });

  it.each([
    [49.712, 6.13],
    [49.6117, 6.231],
    [NaN, 6.13],
  ])('fails %d, %d for Luxembourg', (lat, lon) => {
    expect(passes('coordinate_match', candidate({ lat, lon }))).toBe(false);
  });

  it('knows that the antimeridian has two sides', () => {
    const city = { lat: -16.8, lon: 179.98 };

    expect(passes('coordinate_match', candidate({ lat: -16.8, lon: -179.99 }, { city }))).toBe(
      true,
    );
  });
});

describe('unit_consistency', () => {
  const units = (asked: UnitSystem, sent: UnitSystem) => candidate({}, { units: { asked, sent } });

  it('passes an answer in the units that were asked for', () => {
    expect(passes('unit_consistency', units('standard', 'standard'))).toBe(true);
  });

  it('fails an answer in others', () => {
    expect(passes('unit_consistency', units('metric', 'standard'))).toBe(false);
  });
});

describe('step_change', () => {
  const observed_at = '2026-11-23T11:50:00.000Z';

  function changedSince(before: string, by: number): Candidate {
    const previous = sampleProduct({ observed_at: before, temp: 10 });
    return candidate({ observed_at, temp: 10 + by }, { previous });
  }

  it.each([
    [15, 'an hour', '2026-11-23T10:50:00.000Z'],
    [-15, 'an hour', '2026-11-23T10:50:00.000Z'],
    [15, 'ten minutes', '2026-11-23T11:40:00.000Z'],
    [30, 'two hours', '2026-11-23T09:50:00.000Z'],
  ])('passes %d °C in %s', (by, _, before) => {
    expect(passes('step_change', changedSince(before, by))).toBe(true);
  });

  it.each([
    [15.1, 'an hour', '2026-11-23T10:50:00.000Z'],
    [-15.1, 'an hour', '2026-11-23T10:50:00.000Z'],
    [15.1, 'no time', observed_at],
    [30.1, 'two hours', '2026-11-23T09:50:00.000Z'],
  ])('fails %d °C in %s', (by, _, before) => {
    expect(passes('step_change', changedSince(before, by))).toBe(false);
  });

  it('passes where no line stands before', () => {
    expect(passes('step_change', candidate({ temp: 40 }))).toBe(true);
  });
});
