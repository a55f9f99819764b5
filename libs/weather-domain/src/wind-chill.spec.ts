import { celsiusOfFahrenheit, fahrenheitOf, metresPerSecondOf } from './units';
import { windChill } from './wind-chill';

/**
 * The wind chill chart of the National Weather Service, °F: for each temperature, °F, the wind chill
 * at 5 mph and every 5 mph above. Copies of the chart exist whose row of -10 °F is that of -15 °F.
 */
const CHART: readonly (readonly [number, readonly number[]])[] = [
  [40, [36, 34, 32, 30, 29, 28, 28, 27, 26, 26, 25, 25]],
  [20, [13, 9, 6, 4, 3, 1, 0, -1, -2, -3, -3, -4]],
  [0, [-11, -16, -19, -22, -24, -26, -27, -29, -30, -31, -32, -33]],
  [-10, [-22, -28, -32, -35, -37, -39, -41, -43, -44, -45, -46, -48]],
  [-20, [-34, -41, -45, -48, -51, -53, -55, -57, -58, -60, -61, -62]],
  [-45, [-63, -72, -77, -81, -84, -87, -89, -91, -93, -95, -97, -98]],
];

const CELLS = CHART.flatMap(([temperature, row]) =>
  row.map((chill, column) => ({ temperature, mph: 5 + 5 * column, chill })),
);

function windChillFahrenheit(temperature: number, mph: number): number {
  const speed = metresPerSecondOf(mph, 'imperial');
  return fahrenheitOf(windChill(celsiusOfFahrenheit(temperature), speed) ?? NaN);
}

describe('windChill', () => {
  it('lies within 1 °F of every cell of the published chart', () => {
    const others = CELLS.filter(
      ({ temperature, mph, chill }) =>
        !(Math.abs(windChillFahrenheit(temperature, mph) - chill) < 1),
    );

    expect(CELLS).toHaveLength(72);
    expect(others).toEqual([]);
  });

  it.each([
    [40, 5, 36],
    [-10, 55, -46],
    [-45, 25, -84],
    [20, 15, 6],
  ])('lies for %d °F in %d mph within 1 °F of the %d °F of MetPy', (temperature, mph, chill) => {
    expect(Math.abs(windChillFahrenheit(temperature, mph) - chill)).toBeLessThan(1);
  });

  it('answers for -5 °C in 35 m/s the -18.9357 °C of MetPy', () => {
    expect(windChill(-5, 35)).toBeCloseTo(-18.9357, 4);
  });

  it('is the metric index: 10 °F in 4 mph are 2.6231 °F, not the 2.6638 °F of the imperial one', () => {
    expect(windChillFahrenheit(10, 4)).toBeCloseTo(2.6230789, 6);
  });

  it.each([
    [0, 10, -3],
    [-10, 10, -15],
    [-20, 10, -27],
    [0, 40, -7],
    [-10, 40, -21],
    [-20, 40, -34],
  ])('rounds %d °C in %d km/h to the %d of the Canadian chart', (celsius, kmh, chill) => {
    expect(Math.round(windChill(celsius, kmh / 3.6) ?? NaN)).toBe(chill);
  });

  it('is defined up to 10 °C', () => {
    expect(windChill(10, 5)).toBeLessThan(10);
    expect(windChill(10.01, 5)).toBeUndefined();
  });

  it('is defined above 3 mph', () => {
    expect(windChill(0, metresPerSecondOf(3, 'imperial'))).toBeUndefined();
    expect(windChill(0, metresPerSecondOf(3.01, 'imperial'))).toBeLessThan(0);
  });

  it.each([
    [NaN, 5],
    [0, NaN],
    [0, -5],
  ])('is undefined for what is no air: %d °C, %d m/s', (celsius, metresPerSecond) => {
    expect(windChill(celsius, metresPerSecond)).toBeUndefined();
  });
});
