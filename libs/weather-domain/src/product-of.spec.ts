import fc from 'fast-check';
import { encodeProduct } from './encode-product';
import { openWeatherReading } from './openweather-reading';
import { productOf } from './product-of';
import { fetchedAnswer } from './testing';
import type { WeatherReading } from './weather-reading';
import { PRODUCT_FIELDS, weatherProductSchema } from './weather-product';

const COLLECTED_AT = '2026-11-23T12:00:05.000Z';

/** Kampala's reading of 2017, 26 °C and damp, with some of it changed. */
function reading(changes: Partial<WeatherReading> = {}): WeatherReading {
  return { ...openWeatherReading(fetchedAnswer('kampala-metric-2017')), ...changes };
}

function derivedFrom(changes: Partial<WeatherReading>) {
  const product = productOf(reading(changes), COLLECTED_AT);
  const { apparent_temperature, beaufort, dew_point, heat_index, humidex } = product;
  const { wind_chill, wind_direction } = product;
  return {
    ...{ apparent_temperature, beaufort, dew_point, heat_index, humidex },
    ...{ wind_chill, wind_direction },
  };
}

describe('productOf', () => {
  it('has every field, in the order of its name', () => {
    expect(Object.keys(productOf(reading(), COLLECTED_AT))).toEqual(PRODUCT_FIELDS);
  });

  it('carries what was read', () => {
    expect(
      productOf(reading({ rainLastHour: 0.5, snowLastHour: 0.1 }), COLLECTED_AT),
    ).toMatchObject({
      cloud_cover: 20,
      collected_at: COLLECTED_AT,
      condition_code: 801,
      country: 'UG',
      observed_at: '2017-07-19T11:00:00.000Z',
      rain_1h: 0.5,
      snow_1h: 0.1,
      visibility: 9000,
      wind_gust: null,
    });
  });

  it('is called by its coordinates where neither request nor source has a name', () => {
    expect(productOf(reading({ locationName: null }), COLLECTED_AT).location_name).toBe(
      '0.32,32.58',
    );
  });

  it('tells how warm damp air feels', () => {
    expect(derivedFrom({ temperature: 30, humidity: 70, windSpeed: 2, windDegrees: 190 })).toEqual({
      apparent_temperature: 34.37,
      beaufort: 2,
      dew_point: 23.93,
      heat_index: 35.04,
      humidex: 41.21,
      wind_chill: null,
      wind_direction: 'S',
    });
  });

  it('tells how cold windy air feels', () => {
    expect(derivedFrom({ temperature: -10, humidity: 80, windSpeed: 10, windDegrees: 45 })).toEqual(
      {
        apparent_temperature: -20.25,
        beaufort: 5,
        dew_point: -12.8,
        heat_index: null,
        humidex: null,
        wind_chill: -20.3,
        wind_direction: 'NE',
      },
    );
  });

  it('derives from temperature and wind alone what needs no humidity', () => {
    expect(derivedFrom({ temperature: -10, humidity: null, windSpeed: 10 })).toMatchObject({
      apparent_temperature: null,
      beaufort: 5,
      dew_point: null,
      heat_index: null,
      humidex: null,
      wind_chill: -20.3,
    });
  });

  it('derives from temperature and humidity alone what needs no wind', () => {
    const calm = { windSpeed: null, windDegrees: null };

    expect(derivedFrom({ temperature: 30, humidity: 70, ...calm })).toEqual({
      apparent_temperature: null,
      beaufort: null,
      dew_point: 23.93,
      heat_index: 35.04,
      humidex: 41.21,
      wind_chill: null,
      wind_direction: null,
    });
  });

  it('derives nothing from what is no air', () => {
    const nonsense = { temperature: -273.15, humidity: 400, windSpeed: -1, windDegrees: null };

    expect(Object.values(derivedFrom(nonsense))).toEqual(Array(7).fill(null));
  });

  it('is a product that JSON can say, whatever was read', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const readings = fc.record({
      temperature: number,
      humidity: number,
      windSpeed: number,
      windDegrees: number,
    });

    fc.assert(
      fc.property(readings, (changes) => {
        const line = encodeProduct(productOf(reading(changes), COLLECTED_AT));

        expect(weatherProductSchema.safeParse(JSON.parse(line)).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
