import { LINE_CHECKS } from './line-checks';
import { faultOf, QUALITY_CHECKS } from './quality-checks';

describe('QUALITY_CHECKS', () => {
  it('are reported in this order, the errors among them marked', () => {
    expect(QUALITY_CHECKS.map(({ name, severity }) => `${severity} ${name}`)).toEqual([
      'ERROR schema',
      'ERROR temp_range',
      'ERROR humidity_range',
      'ERROR pressure_range',
      'ERROR wind_speed_range',
      'ERROR wind_deg_range',
      'WARN freshness',
      'WARN gust_consistency',
      'WARN dew_point_consistency',
      'WARN sun_consistency',
      'WARN coordinate_match',
      'WARN unit_consistency',
      'WARN step_change',
      'ERROR uniqueness',
      'WARN completeness',
    ]);
  });

  it('describe the line checks without their questions', () => {
    const [first] = LINE_CHECKS;

    expect(QUALITY_CHECKS[1]).toEqual({
      name: first?.name,
      severity: 'ERROR',
      column: 'temp',
      description: 'temp lies within what has been measured on Earth',
      expected: '-90..60 °C',
    });
  });
});

describe('faultOf', () => {
  it.each([
    ['temp_range', 'temp: expected -90..60 °C'],
    ['uniqueness', 'id: expected one line for each place and time'],
    ['schema', 'answer: expected coordinates, time and temperature'],
  ])('says what is wrong with a line that fails %s', (name, fault) => {
    expect(faultOf(name)).toBe(fault);
  });

  it('knows no other checks', () => {
    expect(() => faultOf('pollen')).toThrow('there is no quality check "pollen"');
  });
});
