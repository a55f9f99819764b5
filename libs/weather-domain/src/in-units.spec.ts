import { inUnits } from './in-units';
import { PUBLISHED_LINES, sampleProduct } from './testing';
import { publishedLineSchema } from './weather-product';

describe('inUnits', () => {
  const product = sampleProduct({ temp: 30, heat_index: 32.5, wind_chill: -10, wind_speed: 10 });

  it('answers the line itself for metric units', () => {
    expect(inUnits(product, 'metric')).toBe(product);
  });

  it('converts temperatures to °F and speeds to mph', () => {
    expect(inUnits(product, 'imperial')).toEqual({
      ...product,
      apparent_temperature: 49.95,
      dew_point: 53.06,
      feels_like: 53.8,
      heat_index: 90.5,
      temp: 86,
      wind_chill: 14,
      wind_gust: 16.11,
      wind_speed: 22.37,
    });
  });

  it('converts temperatures to K and leaves speeds in m/s', () => {
    expect(inUnits(product, 'standard')).toEqual({
      ...product,
      apparent_temperature: 283.12,
      dew_point: 284.85,
      feels_like: 285.26,
      heat_index: 305.65,
      temp: 303.15,
      wind_chill: 263.15,
    });
  });

  it('keeps the order of the fields', () => {
    expect(Object.keys(inUnits(product, 'imperial'))).toEqual(Object.keys(product));
  });

  it('leaves null what is null', () => {
    const silent = sampleProduct({ feels_like: null, wind_speed: null, wind_gust: null });

    expect(inUnits(silent, 'imperial')).toMatchObject({
      feels_like: null,
      heat_index: null,
      wind_gust: null,
      wind_speed: null,
    });
  });

  it('adds no field to a line of fifteen', () => {
    const [text = ''] = PUBLISHED_LINES;
    const line = publishedLineSchema.parse(JSON.parse(text));

    expect(inUnits(line, 'imperial')).toEqual({
      ...line,
      feels_like: 53.8,
      temp: 54.18,
      wind_speed: 9.22,
    });
  });
});
