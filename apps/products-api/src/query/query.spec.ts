import { ProductKeys } from '@weather/s3-store';
import { z } from 'zod';
import { ProblemError } from '../errors/problem-error';
import { matchingTag } from '../answers/entity-tag';
import { decodeCursor, encodeCursor } from './cursor';
import { queryOf, readQuery } from './read-query';

const keys = new ProductKeys();

describe('a cursor', () => {
  const cursor = { before: keys.keyFor(new Date('2026-11-23T12:00:00Z')), filters: 'abc' };

  it('comes back as it went', () => {
    const text = encodeCursor(cursor);

    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeCursor(text, keys)).toEqual(cursor);
  });

  it.each([
    ['of another store', encodeCursor({ ...cursor, before: 'other/2026/11/23/120000.jsonl' })],
    ['that names no product', encodeCursor({ ...cursor, before: `${keys.prefix}latest.jsonl` })],
    ['with something behind it', `${encodeCursor(cursor)}AA`],
    ['with padding', `${encodeCursor(cursor)}=`],
    ['of nothing', ''],
  ])('is none when it is one %s', (_what, text) => {
    expect(decodeCursor(text, keys)).toBeUndefined();
  });
});

describe('readQuery', () => {
  const schema = z.object({
    one: z.string().min(2, 'expected two characters').optional(),
    many: z.array(z.enum(['a', 'b'], 'expected a or b')).default([]),
  });

  function faultsOf(query: string): unknown {
    try {
      return readQuery(schema, query);
    } catch (error) {
      return error instanceof ProblemError ? error.faults : error;
    }
  }

  it('takes lists apart, wherever they stand', () => {
    expect(readQuery(schema, 'many=a,b&one=xy&many=%61')).toEqual({
      one: 'xy',
      many: ['a', 'b', 'a'],
    });
    expect(readQuery(schema, '')).toEqual({ many: [] });
  });

  it('names the element of a list that is at fault', () => {
    expect(faultsOf('many=a,c')).toEqual([{ parameter: 'many', detail: '"c": expected a or b' }]);
  });

  it('tells no more of a long value than is needed', () => {
    const [fault] = faultsOf(`many=${'x'.repeat(500)}`) as { detail: string }[];

    expect(fault?.detail).toBe(`"${'x'.repeat(64)}…": expected a or b`);
  });

  it('tells each fault once', () => {
    const query = 'other=1&other=2&one=x&one=y&one=z&__proto__=1';

    expect(faultsOf(query)).toEqual([
      { parameter: 'other', detail: 'is unknown: expected one of one, many' },
      { parameter: 'one', detail: 'stands more than once: send it once' },
      { parameter: '__proto__', detail: 'is unknown: expected one of one, many' },
      { parameter: 'one', detail: '"x": expected two characters' },
    ]);
  });
});

describe('queryOf', () => {
  it.each([
    ['/a', ''],
    ['/a?', ''],
    ['/a?b=c?d', 'b=c?d'],
  ])('finds in %s the query %j', (url, query) => {
    expect(queryOf(url)).toBe(query);
  });
});

describe('matchingTag', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['"b-gzip"', '"b-gzip"'],
    ['W/"a", W/"b"', '"b"'],
    [' * ', '"b"'],
    ['b', undefined],
    ['"bb"', undefined],
  ])('finds for %j the tag %j', (header, tag) => {
    expect(matchingTag(header, ['"b"', '"b-gzip"'])).toBe(tag);
  });
});
