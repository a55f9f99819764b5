import fc from 'fast-check';
import { sentUnits } from './sent-units';
import { expectationOf, RECORDED_ANSWERS, recordedAnswer } from './testing';
import { celsiusOf, UNIT_SYSTEMS } from './units';

describe('sentUnits', () => {
  it.each(RECORDED_ANSWERS)('are told for %s, when metric was asked for', (name) => {
    const { temp, humidity } = recordedAnswer(name)['main'] as { temp: number; humidity: number };

    expect(sentUnits(temp, humidity, 'metric')).toBe(expectationOf(name).units);
  });

  it.each([
    ['hot and dry', 42, 20],
    ['as in Dhahran in 2003', 42, 67],
    ['as damp as can be', 35.9, 100],
    ['as in Death Valley', 54.4, 6],
    ['as cold as Vostok', -89.2, 70],
    ['of unknown humidity', 55, 0],
    ['where Celsius and Fahrenheit meet', -40, 60],
    ['at freezing', 0, 100],
  ])('stay metric for air that is %s', (_, temperature, humidity) => {
    expect(sentUnits(temperature, humidity, 'metric')).toBe('metric');
  });

  it('stay metric for whatever the air on Earth can be', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 35, noNaN: true }),
        fc.integer({ min: 0, max: 100 }),
        (t, r) => {
          expect(sentUnits(t, r, 'metric')).toBe('metric');
        },
      ),
    );
  });

  it.each([
    ['imperial', 55, 90],
    ['imperial', 36.1, 100],
    ['imperial', 70, 40],
    ['imperial', -100, 60],
    ['standard', 260, 80],
    ['standard', 310, 10],
  ] as const)('are %s for a metric answer of %d and %d %%', (units, temperature, humidity) => {
    expect(sentUnits(temperature, humidity, 'metric')).toBe(units);
  });

  it.each(UNIT_SYSTEMS)('are %s when asked for and plausible', (asked) => {
    const sent = { metric: 12, standard: 285.15, imperial: 53.6 }[asked];

    expect(celsiusOf(sent, asked)).toBeCloseTo(12, 10);
    expect(sentUnits(sent, 80, asked)).toBe(asked);
  });

  it.each([
    ['absolute zero in °C', -273.15, 'metric'],
    ['hotter than all', 5000, 'metric'],
    ['no number', NaN, 'metric'],
    ['0 K, which may be 0 °C or 0 °F', 0, 'standard'],
  ] as const)('stay as asked where no other fits alone: %s', (_, temperature, asked) => {
    expect(sentUnits(temperature, 50, asked)).toBe(asked);
  });
});
