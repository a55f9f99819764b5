import fc from 'fast-check';
import { compareKeys } from './key-order';

describe('compareKeys', () => {
  it('orders as UTF-8 bytes do, also above U+FFFF', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareKeys(a, b))).toBe(bytes);
      }),
    );
    expect(compareKeys('\uff5e', '\u{1f327}')).toBeLessThan(0);
    expect(['\uff5e', '\u{1f327}'].sort()).toEqual(['\u{1f327}', '\uff5e']);
  });
});
