import { sampleProduct } from '../testing';
import type { WeatherProduct } from '../weather-product';
import { QUALITY_CHECKS } from './quality-checks';
import { QualityLedger } from './quality-ledger';
import type { Candidate, CheckResult } from './quality-check';

const METRIC = { asked: 'metric', sent: 'metric' } as const;

/** A line for the city `name`, good but for `changes`. */
function candidate(name: string, changes: Partial<WeatherProduct> = {}): Candidate {
  const product = sampleProduct({ location_name: name, ...changes });
  return { product, city: { name, lat: product.lat, lon: product.lon }, units: METRIC };
}

function cities(...names: string[]) {
  return names.map((name) => ({ name, lat: 0, lon: 0 }));
}

function resultOf(name: string, results: readonly CheckResult[]): CheckResult | undefined {
  return results.find((result) => result.name === name);
}

/** A line that fails one check, for each check of single lines. */
const FAILING: Readonly<Record<string, Candidate>> = {
  temp_range: candidate('A', { temp: 61, dew_point: null }),
  humidity_range: candidate('A', { humidity: 101 }),
  pressure_range: candidate('A', { pressure: 869 }),
  wind_speed_range: candidate('A', { wind_speed: 114, wind_gust: null }),
  wind_deg_range: candidate('A', { wind_deg: 361 }),
  freshness: candidate('A', { observed_at: '2026-11-23T09:00:00.000Z' }),
  gust_consistency: candidate('A', { wind_gust: 1 }),
  dew_point_consistency: candidate('A', { dew_point: 20 }),
  sun_consistency: candidate('A', { sunrise: 2, sunset: 1 }),
  coordinate_match: { ...candidate('A'), city: { name: 'A', lat: 0, lon: 0 } },
  unit_consistency: { ...candidate('A'), units: { asked: 'metric', sent: 'standard' } },
  step_change: { ...candidate('A'), previous: sampleProduct({ temp: -12 }) },
};

describe('QualityLedger', () => {
  it('answers the checks in the order in which they are described', () => {
    const names = new QualityLedger().results([]).map(({ name }) => name);

    expect(names).toEqual(QUALITY_CHECKS.map(({ name }) => name));
  });

  it('has nothing to say against nothing', () => {
    const results = new QualityLedger().results([]);

    expect(results.filter(({ passed, observed }) => !passed || observed > 0)).toEqual([]);
  });

  it('passes a good line in every check', () => {
    const ledger = new QualityLedger();

    expect(ledger.assess(candidate('A'))).toEqual([]);
    expect(ledger.results(cities('A'))).toEqual(
      QUALITY_CHECKS.map(({ name, severity, column, expected }) => ({
        ...{ name, severity, column, expected },
        ...{ passed: true, actual: 'as expected', observed: 1, failed: 0 },
      })),
    );
  });

  it('knows a failing line for every check of single lines', () => {
    const others = ['schema', 'uniqueness', 'completeness'];
    const names = QUALITY_CHECKS.map(({ name }) => name).filter((name) => !others.includes(name));

    expect(Object.keys(FAILING)).toEqual(names);
  });

  describe.each(Object.entries(FAILING))('told of a line that fails %s', (name, failing) => {
    const check = QUALITY_CHECKS.find((described) => described.name === name);
    const isError = check?.severity === 'ERROR';

    it(isError ? 'keeps it from publication' : 'lets it be published', () => {
      expect(new QualityLedger().assess(failing)).toEqual(isError ? [name] : []);
    });

    it('reports that check and no other', () => {
      const ledger = new QualityLedger();
      ledger.assess(failing);
      const failed = ledger.results([]).filter(({ passed }) => !passed);

      expect(failed).toEqual([
        {
          name,
          severity: check?.severity,
          column: check?.column,
          passed: false,
          expected: check?.expected,
          actual: '1 of 1: A',
          observed: 1,
          failed: 1,
        },
      ]);
    });

    it(isError ? 'misses its city' : 'does not miss its city', () => {
      const ledger = new QualityLedger();
      ledger.assess(failing);

      expect(resultOf('completeness', ledger.results(cities('A')))?.passed).toBe(!isError);
    });
  });

  it('names every error of a line', () => {
    const failing = candidate('A', { temp: 100, dew_point: null, humidity: 101, wind_deg: -1 });

    expect(new QualityLedger().assess(failing)).toEqual([
      'temp_range',
      'humidity_range',
      'wind_deg_range',
    ]);
  });

  it.each(['temp', 'humidity', 'pressure', 'wind_speed', 'wind_deg'])(
    'keeps a line whose %s is no number from publication',
    (column) => {
      const failing = candidate('A', { [column]: NaN });

      expect(new QualityLedger().assess(failing)).toEqual([`${column}_range`]);
    },
  );

  it('names the first three offenders and counts the others', () => {
    const ledger = new QualityLedger();
    ['A', 'B', 'C', 'D', 'E'].forEach((name) => ledger.assess(candidate(name, { pressure: 0 })));
    ledger.assess(candidate('F'));

    expect(resultOf('pressure_range', ledger.results([]))).toMatchObject({
      actual: '5 of 6: A, B, C, and 2 more',
      observed: 6,
      failed: 5,
    });
  });

  it('counts an answer that is no reading against the schema, and misses its city', () => {
    const ledger = new QualityLedger();
    ledger.assess(candidate('A'));
    ledger.noteUnreadable({ lat: 1, lon: 2 });
    const results = ledger.results([...cities('A'), { lat: 1, lon: 2 }]);

    expect(resultOf('schema', results)).toMatchObject({ passed: false, actual: '1 of 2: 1,2' });
    expect(resultOf('completeness', results)).toMatchObject({ actual: '1 of 2: 1,2' });
    expect(resultOf('temp_range', results)).toMatchObject({ passed: true, observed: 1 });
  });
});

describe('uniqueness', () => {
  it('keeps the second line with the same place and time from publication', () => {
    const ledger = new QualityLedger();

    expect([ledger.assess(candidate('A')), ledger.assess(candidate('A'))]).toEqual([
      [],
      ['uniqueness'],
    ]);
    expect(resultOf('uniqueness', ledger.results([]))).toMatchObject({
      passed: false,
      actual: '1 of 2: A',
    });
  });

  it.each([
    ['another time', candidate('A', { id: '941b8b6558a293cf' })],
    ['another name', candidate('B')],
  ])('lets a line of %s be published', (_, other) => {
    const ledger = new QualityLedger();
    ledger.assess(candidate('A'));

    expect(ledger.assess(other)).toEqual([]);
  });
});

describe('completeness', () => {
  it('names the cities that are missing', () => {
    const ledger = new QualityLedger();
    ledger.assess(candidate('B'));

    expect(resultOf('completeness', ledger.results(cities('A', 'B', 'C')))).toEqual({
      name: 'completeness',
      severity: 'WARN',
      column: 'location_name',
      passed: false,
      expected: 'all configured cities',
      actual: '2 of 3: A, C',
      observed: 3,
      failed: 2,
    });
  });

  it('is counted anew each time', () => {
    const ledger = new QualityLedger();
    ledger.results(cities('A', 'B'));
    ledger.assess(candidate('A'));
    ledger.assess(candidate('B'));

    expect(resultOf('completeness', ledger.results(cities('A', 'B')))).toMatchObject({
      passed: true,
      observed: 2,
      failed: 0,
    });
  });
});
