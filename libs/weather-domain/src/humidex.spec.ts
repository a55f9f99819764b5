import { humidex } from './humidex';

describe('humidex', () => {
  it('answers 34 for 30 °C with a dew point of 15 °C, as Environment Canada does', () => {
    expect(humidex(30, 15)).toBeCloseTo(33.97, 2);
  });

  it('is defined from 20 °C', () => {
    expect(humidex(20, 15)).toBeGreaterThan(20);
    expect(humidex(19.9, 15)).toBeUndefined();
  });

  it('is defined for dew points above 0 °C', () => {
    expect(humidex(30, 0.1)).toBeLessThan(30);
    expect(humidex(30, 0)).toBeUndefined();
  });

  it.each([
    [NaN, 15],
    [30, NaN],
  ])('is undefined for what is no air: %d °C, dew point %d °C', (celsius, dewPoint) => {
    expect(humidex(celsius, dewPoint)).toBeUndefined();
  });
});
