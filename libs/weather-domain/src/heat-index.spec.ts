import { heatIndex, heatIndexAdjustment, rothfusz } from './heat-index';
import { celsiusOfFahrenheit, fahrenheitOf } from './units';

/**
 * The heat index chart of the National Weather Service (srh.noaa.gov/tsa/?n=heatindex), °F: for each
 * temperature, °F, the index at 40 % relative humidity and every 5 % above.
 */
const CHART = new Map([
  [110, [136]],
  [108, [130, 137]],
  [106, [124, 130, 137]],
  [104, [119, 124, 131, 137]],
  [102, [114, 119, 124, 130, 137]],
  [100, [109, 114, 118, 124, 129, 136]],
  [98, [105, 109, 113, 117, 123, 128, 134]],
  [96, [101, 104, 108, 112, 116, 121, 126, 132]],
  [94, [97, 100, 103, 106, 110, 114, 119, 124, 129, 135]],
  [92, [94, 96, 99, 101, 105, 108, 112, 116, 121, 126, 131]],
  [90, [91, 93, 95, 97, 100, 103, 106, 109, 113, 117, 122, 127, 132]],
  [88, [88, 89, 91, 93, 95, 98, 100, 103, 106, 110, 113, 117, 121]],
  [86, [85, 87, 88, 89, 91, 93, 95, 97, 100, 102, 105, 108, 112]],
  [84, [83, 84, 85, 86, 88, 89, 90, 92, 94, 96, 98, 100, 103]],
  [82, [81, 82, 83, 84, 84, 85, 86, 88, 89, 90, 91, 93, 95]],
  [80, [80, 80, 81, 81, 82, 82, 83, 84, 84, 85, 86, 86, 87]],
]);

const CELLS = [...CHART].flatMap(([temperature, row]) =>
  row.map((index, column) => ({ temperature, humidity: 40 + 5 * column, index })),
);

function heatIndexFahrenheit(temperature: number, humidity: number): number {
  return fahrenheitOf(heatIndex(celsiusOfFahrenheit(temperature), humidity) ?? NaN);
}

describe('rothfusz', () => {
  it('rounds to 134 of the 135 cells of the published chart, all but 90 °F and 45 %', () => {
    const others = CELLS.filter(
      ({ temperature, humidity, index }) => Math.round(rothfusz(temperature, humidity)) !== index,
    );

    expect(CELLS).toHaveLength(135);
    expect(others).toEqual([{ temperature: 90, humidity: 45, index: 93 }]);
  });

  it('misses that one cell by half a degree', () => {
    expect(rothfusz(90, 45)).toBeCloseTo(92.49, 2);
  });
});

describe('heatIndexAdjustment', () => {
  it.each([
    { t: 95, r: 13.1, adjustment: 0 },
    { t: 95, r: 9, adjustment: -1 },
    { t: 112, r: 5, adjustment: 0 },
    { t: 113, r: 5, adjustment: 0 },
    { t: 80, r: 5, adjustment: -0.685994 },
    { t: 79, r: 5, adjustment: 0 },
    { t: 82, r: 84, adjustment: 0 },
    { t: 82, r: 85.5, adjustment: 0.05 },
    { t: 82, r: 95, adjustment: 1 },
    { t: 87.5, r: 95, adjustment: 0 },
    { t: 80, r: 95, adjustment: 1.4 },
    { t: 79, r: 95, adjustment: 0 },
  ])('adds $adjustment °F at $t °F and $r %', ({ t, r, adjustment }) => {
    expect(heatIndexAdjustment(t, r)).toBeCloseTo(adjustment, 6);
  });
});

describe('heatIndex', () => {
  it.each([
    [86, 45, 87],
    [111, 27, 121],
    [96, 60, 116],
    [96, 65, 121],
  ])('rounds %d °F at %d %% to the %d °F of the NWS calculator', (temperature, humidity, index) => {
    expect(Math.round(heatIndexFahrenheit(temperature, humidity))).toBe(index);
  });

  it.each([
    [90, 60, 99.6777178],
    [90, 20, 86.3357671],
  ])('answers for %d °F and %d %% the %d °F of MetPy', (temperature, humidity, index) => {
    expect(heatIndexFahrenheit(temperature, humidity)).toBeCloseTo(index, 6);
  });

  it('answers for 35 °C and 70 % the 50.3405 °C of MetPy', () => {
    expect(heatIndex(35, 70)).toBeCloseTo(50.3405, 3);
  });

  it.each([
    { t: 86, r: 90, adjusted: 105.3944 },
    { t: 100, r: 10, adjusted: 94.1225 },
  ])('includes the adjustment at $t °F and $r %', ({ t, r, adjusted }) => {
    expect(heatIndexFahrenheit(t, r)).toBeCloseTo(adjusted, 3);
  });

  it.each([
    {
      humidity: 20,
      index: 79.32,
      formula: 'the average of the simple formula and the temperature',
    },
    { humidity: 48, index: 79.978, formula: 'that average, just below 80 °F' },
    { humidity: 50, index: 80.8029, formula: 'the regression, once that average reaches 80 °F' },
  ])('answers at 80 °F and $humidity % $formula', ({ humidity, index }) => {
    expect(heatIndexFahrenheit(80, humidity)).toBeCloseTo(index, 4);
  });

  it('is undefined below 80 °F, as at 40 °F and 99 %, where the calculator repeats the 40', () => {
    expect(heatIndex(celsiusOfFahrenheit(40), 99)).toBeUndefined();
    expect(heatIndex(celsiusOfFahrenheit(79.9), 50)).toBeUndefined();
  });

  it('is defined up to 138.3 °F, the hottest cell of the chart and the error of the regression', () => {
    expect(heatIndexFahrenheit(108, 46)).toBeCloseTo(138.2245, 3);
    expect(heatIndex(celsiusOfFahrenheit(108), 46.11)).toBeUndefined();
    expect(heatIndex(50, 90)).toBeUndefined();
  });

  it.each([
    [35, -1],
    [35, 101],
    [NaN, 50],
    [35, NaN],
    [Infinity, 50],
  ])('is undefined for what is no air: %d °C, %d %%', (celsius, humidity) => {
    expect(heatIndex(celsius, humidity)).toBeUndefined();
  });
});
