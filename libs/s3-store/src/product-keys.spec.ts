import fc from 'fast-check';
import { ProductKeys } from './product-keys';

const keys = new ProductKeys();

describe('ProductKeys', () => {
  it('names products by their instant in UTC', () => {
    const instant = new Date('2025-01-02T03:04:05.678+00:00');

    expect(keys.keyFor(instant)).toBe('weather-products/2025/01/02/030405.jsonl');
    expect(keys.dayPrefix(instant)).toBe('weather-products/2025/01/02/');
    expect(keys.quarantineKeyFor(instant)).toBe('_quarantine/2025/01/02/030405.jsonl');
  });

  it('takes any prefix literally', () => {
    for (const prefix of ['', 'a.b+c/', 'no-slash-']) {
      const own = new ProductKeys(prefix);
      const key = own.keyFor(new Date(0));

      expect(key).toBe(`${prefix}1970/01/01/000000.jsonl`);
      expect(own.instantOf(key)).toEqual(new Date(0));
    }
  });

  it('reads back what it names, and sorts as time goes', () => {
    const second = fc.integer({ min: 0, max: 253_402_300_799 }).map((s) => new Date(s * 1000));
    fc.assert(
      fc.property(second, second, (a, b) => {
        expect(keys.instantOf(keys.keyFor(a))).toEqual(a);
        expect(keys.keyFor(a) < keys.keyFor(b)).toBe(a < b);
      }),
    );
  });

  it.each([
    'weather-products/2025/13/01/000000.jsonl',
    'weather-products/2025/02/29/000000.jsonl',
    'weather-products/2025/01/01/240000.jsonl',
    'weather-products/2025/01/01/000060.jsonl',
    'weather-products/2025/1/1/000000.jsonl',
    'weather-products/2025/01/01/000000.jsonl.tmp',
    'weather-products/2025/01/01/000000.json',
    'other/2025/01/01/000000.jsonl',
    'latest.jsonl',
    '',
  ])('takes %j for no product', (key) => {
    expect(keys.instantOf(key)).toBeUndefined();
  });

  it('knows leap days', () => {
    expect(keys.instantOf('weather-products/2024/02/29/235959.jsonl')).toEqual(
      new Date('2024-02-29T23:59:59Z'),
    );
  });
});
