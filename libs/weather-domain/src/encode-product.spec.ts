import fc from 'fast-check';
import { encodeProduct } from './encode-product';
import { sampleProduct } from './testing';
import { PRODUCT_FIELDS, type WeatherProduct } from './weather-product';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const measure = fc.option(number);
/** Quotes, backslashes, control characters, emoji and halves of surrogate pairs among the rest. */
const words = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '\n', '\u0000', '\u001f', '\u2028', '\ud83c', '\udf27', '🌧️'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});
const text = fc.option(words);
const instant = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any product; its id and its times are written by this program, so they need no escapes. */
const products: fc.Arbitrary<WeatherProduct> = fc.record({
  ...{ apparent_temperature: measure, beaufort: measure, cloud_cover: measure },
  ...{ collected_at: instant, condition_code: measure, country: text, dew_point: measure },
  ...{ feels_like: measure, heat_index: measure, humidex: measure, humidity: measure },
  id: fc.stringMatching(/^[0-9a-f]{16}$/),
  ...{ lat: number, location_name: words, lon: number, observed_at: instant, pressure: measure },
  ...{ rain_1h: measure, snow_1h: measure, source: words, sunrise: measure, sunset: measure },
  ...{ temp: number, visibility: measure, weather: text, wind_chill: measure, wind_deg: measure },
  ...{ wind_direction: text, wind_gust: measure, wind_speed: measure },
});

/** The product with its keys in order of name. */
function sorted(product: WeatherProduct): object {
  return Object.fromEntries(Object.entries(product).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('encodeProduct', () => {
  it('equals JSON.stringify of the sorted product, whatever it holds', () => {
    fc.assert(
      fc.property(products, (product) => {
        expect(encodeProduct(product)).toBe(JSON.stringify(sorted(product)));
      }),
      { numRuns: 500 },
    );
  });

  it('writes every field, sorted by name', () => {
    expect(Object.keys(JSON.parse(encodeProduct(sampleProduct())) as object)).toEqual(
      PRODUCT_FIELDS,
    );
  });

  it('sorts whatever the order of the product it is given', () => {
    const { apparent_temperature, ...rest } = sampleProduct();

    expect(encodeProduct({ ...rest, apparent_temperature })).toBe(encodeProduct(sampleProduct()));
  });

  it('keeps to one line and wastes no space', () => {
    const line = encodeProduct(sampleProduct({ weather: 'rain\nand "wind"' }));

    expect(line).toMatch(
      /^\{"apparent_temperature":9\.97,"beaufort":3,[^\n]*"wind_speed":4\.12\}$/,
    );
    expect(line).toContain(String.raw`,"weather":"rain\nand \"wind\"",`);
  });
});
