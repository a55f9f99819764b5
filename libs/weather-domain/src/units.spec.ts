import {
  celsiusOf,
  metresPerSecondOf,
  speedIn,
  temperatureIn,
  toHundredths,
  UNIT_SYSTEMS,
} from './units';

describe('celsiusOf', () => {
  it.each([
    [21, 'metric', 21],
    [273.15, 'standard', 0],
    [32, 'imperial', 0],
    [212, 'imperial', 100],
    [-40, 'imperial', -40],
  ] as const)('reads %d in %s units as %d °C', (temperature, units, celsius) => {
    expect(celsiusOf(temperature, units)).toBeCloseTo(celsius, 10);
  });
});

describe('metresPerSecondOf', () => {
  it.each([
    [10, 'metric', 10],
    [10, 'standard', 10],
    [10, 'imperial', 4.4704],
  ] as const)('reads %d in %s units as %d m/s', (speed, units, metresPerSecond) => {
    expect(metresPerSecondOf(speed, units)).toBeCloseTo(metresPerSecond, 10);
  });
});

describe.each(UNIT_SYSTEMS)('%s units', (units) => {
  it('give back the temperature that was put in', () => {
    expect(celsiusOf(temperatureIn(units, 12.34), units)).toBeCloseTo(12.34, 10);
  });

  it('give back the speed that was put in', () => {
    expect(metresPerSecondOf(speedIn(units, 5.67), units)).toBeCloseTo(5.67, 10);
  });
});

describe('toHundredths', () => {
  it.each([
    [13.970000000000027, 13.97],
    [6.0777, 6.08],
    [-0.126, -0.13],
    [7, 7],
    [1e307, 1e307],
  ])('rounds %d to %d', (value, rounded) => {
    expect(toHundredths(value)).toBe(rounded);
  });
});
