import { gunzipSync } from 'node:zlib';
import { acceptedType } from './accepted-type';
import { acceptedCoding, CODINGS, compressed } from './codings';
import { remembered } from './remembered';

describe('acceptedType', () => {
  const offered = ['application/json', 'application/x-ndjson', 'text/csv'];

  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['TEXT/CSV', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.9, application/json;q=0.8', 'text/csv'],
    ['text/csv;q=0.8, */*;q=0.8', 'application/json'],
    ['application/json;q=0, application/*;q=1', 'application/x-ndjson'],
    ['application/json; charset=utf-8; q=0.3', 'application/json'],
    ['application/json;q=oops', undefined],
    ['application/json;q=0', undefined],
    ['image/png', undefined],
    [',,;;,', undefined],
  ])('finds for %j the type %s', (header, type) => {
    expect(acceptedType(header, offered)).toBe(type);
  });
});

describe('acceptedCoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', CODINGS[1]],
    ['gzip;q=0.5, identity', undefined],
    ['gzip;q=0', undefined],
    ['deflate', undefined],
  ])('finds for %j the coding %s', (header, coding) => {
    expect(acceptedCoding(header)).toBe(coding);
  });

  it('names only codings this runtime has', async () => {
    for (const coding of CODINGS) {
      expect((await compressed(Buffer.from('x'.repeat(2000)), coding)).length).toBeLessThan(200);
    }
    expect(gunzipSync(await compressed(Buffer.from('text'), 'gzip')).toString()).toBe('text');
  });
});

describe('remembered', () => {
  it('computes once for each text, and forgets all when there are too many', () => {
    const computed: string[] = [];
    const length = remembered((text: string) => {
      computed.push(text);
      return { length: text.length };
    }, 2);
    const results = ['a', 'a', 'bb', 'a', 'ccc', 'a'].map((text) => length(text).length);

    expect(results).toEqual([1, 1, 2, 1, 3, 1]);
    expect(computed).toEqual(['a', 'bb', 'ccc', 'a']);
  });
});
