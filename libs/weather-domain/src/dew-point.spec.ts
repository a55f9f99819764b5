import { dewPoint } from './dew-point';

describe('dewPoint', () => {
  it.each([
    [20, 52.5224541378, 10],
    [0, 46.8714823296, -10],
    [35, 84.5391163313, 32],
    [5, 21.9244774232, -15],
    [-15, 46.1081101229, -24],
    [25, 15.4779832381, -3],
    [20, 100, 20],
  ])('lies within 0.05 K of the table: %d °C and %d %% have %d °C', (celsius, humidity, dew) => {
    expect(Math.abs((dewPoint(celsius, humidity) ?? NaN) - dew)).toBeLessThan(0.05);
  });

  it('is undefined in perfectly dry air', () => {
    expect(dewPoint(20, 0)).toBeUndefined();
  });

  it('is defined from -40 °C to 50 °C', () => {
    expect(dewPoint(-40, 50)).toBeLessThan(-40);
    expect(dewPoint(-40.1, 50)).toBeUndefined();
    expect(dewPoint(50, 50)).toBeLessThan(50);
    expect(dewPoint(50.1, 50)).toBeUndefined();
  });

  it.each([
    [20, -1],
    [20, 100.1],
    [NaN, 50],
    [20, NaN],
  ])('is undefined for what is no air: %d °C, %d %%', (celsius, humidity) => {
    expect(dewPoint(celsius, humidity)).toBeUndefined();
  });
});
