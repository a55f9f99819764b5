import { apparentTemperature } from './apparent-temperature';

describe('apparentTemperature', () => {
  it.each([
    { celsius: 0, humidity: 0, wind: 0, felt: '-4.000' },
    { celsius: 2, humidity: 2, wind: 2, felt: '-3.353' },
    { celsius: 10, humidity: 10, wind: 10, felt: '-0.5954' },
    { celsius: 20, humidity: 20, wind: 20, felt: '3.539' },
    { celsius: 30, humidity: 30, wind: 30, felt: '9.186' },
    { celsius: 49, humidity: 99, wind: 67, felt: '36.27' },
  ])('answers for $celsius °C, $humidity % and $wind m/s the published $felt °C', (published) => {
    const { celsius, humidity, wind, felt } = published;

    expect(apparentTemperature(celsius, humidity, wind)?.toPrecision(4)).toBe(felt);
  });

  it.each([
    [-90.1, 50, 5],
    [60.1, 50, 5],
    [20, -1, 5],
    [20, 101, 5],
    [20, 50, -1],
    [NaN, 50, 5],
    [20, NaN, 5],
    [20, 50, NaN],
  ])('is undefined for what is no air: %d °C, %d %%, %d m/s', (celsius, humidity, wind) => {
    expect(apparentTemperature(celsius, humidity, wind)).toBeUndefined();
  });
});
