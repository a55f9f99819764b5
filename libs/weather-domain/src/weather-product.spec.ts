import { PUBLISHED_LINES, sampleProduct } from './testing';
import { PRODUCT_FIELDS, publishedLineSchema, weatherProductSchema } from './weather-product';

const CONTRACT_FIELDS = [
  ...['collected_at', 'feels_like', 'humidity', 'id', 'lat', 'location_name', 'lon', 'pressure'],
  ...['source', 'sunrise', 'sunset', 'temp', 'weather', 'wind_deg', 'wind_speed'],
];

function publishedLine(): Record<string, unknown> {
  return JSON.parse(PUBLISHED_LINES[0] ?? '') as Record<string, unknown>;
}

describe('publishedLineSchema', () => {
  it.each(PUBLISHED_LINES)('accepts what a deployed reference system published: %s', (line) => {
    expect(publishedLineSchema.parse(JSON.parse(line))).toEqual(JSON.parse(line));
  });

  it('accepts a product with all that this platform adds', () => {
    expect(publishedLineSchema.parse(sampleProduct())).toEqual(sampleProduct());
  });

  it('keeps the fields that it does not know', () => {
    const line = { ...publishedLine(), pollen: 'birch' };

    expect(publishedLineSchema.parse(line)).toEqual(line);
  });

  it.each(CONTRACT_FIELDS)('refuses a line without %s', (field) => {
    const line = { ...publishedLine(), [field]: undefined };

    expect(publishedLineSchema.safeParse(line).success).toBe(false);
  });

  it.each([
    { id: '463BFB94B7F8E5AF' },
    { id: '463bfb94' },
    { collected_at: 'yesterday' },
    { temp: null },
    { temp: '12' },
    { lat: NaN },
    { location_name: null },
    { dew_point: '11 °C' },
  ])('refuses %j', (change) => {
    expect(publishedLineSchema.safeParse({ ...publishedLine(), ...change }).success).toBe(false);
  });
});

describe('weatherProductSchema', () => {
  it('accepts a product that is silent about everything but place, time and temperature', () => {
    const silent = Object.fromEntries(PRODUCT_FIELDS.map((field) => [field, null]));
    const { id, collected_at, location_name, lat, lon, temp, source, observed_at } =
      sampleProduct();
    const product = { ...silent, id, collected_at, location_name, lat, lon, temp, source };

    expect(weatherProductSchema.safeParse({ ...product, observed_at }).success).toBe(true);
  });

  it('refuses a line of the fifteen contract fields alone', () => {
    expect(weatherProductSchema.safeParse(publishedLine()).success).toBe(false);
  });
});

describe('PRODUCT_FIELDS', () => {
  it('holds the fifteen contract fields and the fields this platform adds', () => {
    expect(PRODUCT_FIELDS).toEqual(Object.keys(sampleProduct()));
    expect(PRODUCT_FIELDS).toEqual(expect.arrayContaining(CONTRACT_FIELDS));
  });
});
