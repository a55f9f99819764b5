import { beaufort, windDirection } from './wind';

describe('beaufort', () => {
  it.each([
    [0, 0, 0.29],
    [1, 0.3, 1.59],
    [2, 1.6, 3.39],
    [3, 3.4, 5.49],
    [4, 5.5, 7.99],
    [5, 8, 10.79],
    [6, 10.8, 13.89],
    [7, 13.9, 17.19],
    [8, 17.2, 20.79],
    [9, 20.8, 24.49],
    [10, 24.5, 28.49],
    [11, 28.5, 32.69],
    [12, 32.7, 113],
  ])('is %d from %d m/s to %d m/s', (force, slowest, fastest) => {
    expect([beaufort(slowest), beaufort(fastest)]).toEqual([force, force]);
  });

  it.each([-0.1, NaN])('is undefined for %d m/s', (metresPerSecond) => {
    expect(beaufort(metresPerSecond)).toBeUndefined();
  });
});

describe('windDirection', () => {
  const POINTS = 'N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW'.split(' ');

  it('names the sixteen points, 22.5° apart', () => {
    expect(POINTS.map((_, index) => windDirection(index * 22.5))).toEqual(POINTS);
  });

  it.each([
    [348.74, 'NNW'],
    [348.75, 'N'],
    [11.24, 'N'],
    [11.25, 'NNE'],
    [360, 'N'],
    [-10, 'N'],
    [-90, 'W'],
    [371.25, 'NNE'],
    [-371.26, 'NNW'],
  ])('turns %d° to %s', (degrees, point) => {
    expect(windDirection(degrees)).toBe(point);
  });

  it.each([NaN, Infinity])('is undefined for %d°', (degrees) => {
    expect(windDirection(degrees)).toBeUndefined();
  });
});
