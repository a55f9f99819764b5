import { openWeatherFaultSchema } from './openweather-answer';
import { recordedFault } from './testing';

describe('openWeatherFaultSchema', () => {
  it.each([400, 401, 404, 429] as const)(
    'reads the code %d, sent as a number or as text',
    (cod) => {
      const { message } = recordedFault(cod);

      expect(openWeatherFaultSchema.parse(recordedFault(cod))).toEqual({ cod, message });
    },
  );

  it('reads a code without a message', () => {
    expect(openWeatherFaultSchema.parse({ cod: '500' })).toEqual({ cod: 500 });
  });

  it.each([{}, { cod: 'many' }, { cod: null }, { cod: '' }])('refuses %j', (body) => {
    expect(openWeatherFaultSchema.safeParse(body).success).toBe(false);
  });
});
