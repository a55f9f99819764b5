import fc from 'fast-check';
import { decodeLines, type Line } from './decode-lines';
import { encodeJsonl, encodeJsonlStream } from './encode-jsonl';
import { parseJsonl } from './parse-jsonl';

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The bytes of a text, cut at the given places. */
function cut(text: string, places: readonly number[] = []): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length];
  const sorted = ends.sort((a, b) => a - b);
  return sorted.map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end));
}

function linesOf(text: string, places?: readonly number[]): Promise<readonly Line[]> {
  return collect(decodeLines(cut(text, places)));
}

describe('encodeJsonl', () => {
  it('joins lines by line feeds, without one behind the last', () => {
    expect(String(encodeJsonl(['{"a":1}', '{"b":"é"}']))).toBe('{"a":1}\n{"b":"é"}');
    expect(encodeJsonl([])).toHaveLength(0);
  });

  it('refuses a line that holds a line feed', () => {
    expect(() => encodeJsonl(['a\nb'])).toThrow(RangeError);
  });

  it('makes the same document as a stream, in pieces', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `{"line":${index},"text":"äöü"}`);
    const pieces = await collect(encodeJsonlStream(lines));

    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(encodeJsonl(lines))).toBe(true);
  });
});

describe('decodeLines', () => {
  it('numbers lines, blank ones too, and leaves those out', async () => {
    expect(await linesOf('a\n\n  \r\nb\n')).toEqual([
      { number: 1, text: 'a' },
      { number: 4, text: 'b' },
    ]);
  });

  it('drops a byte order mark and the ends of Windows lines', async () => {
    expect(await linesOf('\uFEFFa\r\nb\r\n')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
    ]);
  });

  it.each(['', '\n', '\r\n\r\n', '\uFEFF', ' '])('finds no line in %j', async (text) => {
    expect(await linesOf(text)).toEqual([]);
  });

  it('does not depend on where the pieces are cut', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat()),
        fc.constantFrom('\n', '\r\n'),
        async (lines, places, end) => {
          const text = lines.join(end);
          expect(await linesOf(text, places)).toEqual(await linesOf(text));
          const texts = lines.filter((each) => each.trim() !== '');
          expect((await linesOf(text, places)).map((found) => found.text.trim())).toEqual(
            texts.map((each) => each.trim()),
          );
        },
      ),
    );
  });

  it('decodes what it encodes', async () => {
    const values = fc.array(fc.dictionary(fc.string(), fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(values, async (all) => {
        const bytes = encodeJsonl(all.map((value) => JSON.stringify(value)));
        const decoded = await collect(decodeLines([bytes]));
        expect(decoded.map(({ text }) => text)).toEqual(all.map((value) => JSON.stringify(value)));
      }),
    );
  });

  it('refuses a line that is too long, before its end came', async () => {
    const endless = (async function* () {
      yield Buffer.from('short\n');
      for (;;) yield await Promise.resolve(Buffer.alloc(1000, 'x'));
    })();
    const lines = decodeLines(endless, { place: 'big.jsonl', maxLineBytes: 4096 });

    await expect(collect(lines)).rejects.toThrow('line 2 of big.jsonl: longer than 4096 bytes');
  });

  it('takes a line of just the limit', async () => {
    const lines = decodeLines(cut('xxxx\nyyyy'), { maxLineBytes: 4 });

    expect(await collect(lines)).toHaveLength(2);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const bytes = [Buffer.from('a\n'), Buffer.from([0xc3, 0x28])];

    await expect(collect(decodeLines(bytes))).rejects.toThrow('line 2 of the input: not UTF-8');
  });
});

describe('parseJsonl', () => {
  const numbers = {
    parse: (value: unknown): number => {
      if (typeof value !== 'number') throw new Error('expected a number');
      return value;
    },
  };

  it('answers values as a parse function sees them', async () => {
    expect(await collect(parseJsonl(cut('1\n2'), numbers, 'n.jsonl'))).toEqual([1, 2]);
  });

  it('answers values as a Standard Schema sees them', async () => {
    const doubled = {
      '~standard': {
        version: 1,
        validate: (value: unknown) => Promise.resolve({ value: Number(value) * 2 }),
      },
    } as const;

    expect(await collect(parseJsonl(cut('1\n2'), doubled, 'n.jsonl'))).toEqual([2, 4]);
  });

  it('names place, line and faults, not the content', async () => {
    const issues = [
      { message: 'expected a number', path: ['wind', { key: 'speed' }] },
      { message: 'too old' },
    ];
    const never = { '~standard': { version: 1, validate: () => ({ issues }) } } as const;

    await expect(collect(parseJsonl(cut('\n{}'), never, 'a.jsonl'))).rejects.toMatchObject({
      name: 'InvalidLineError',
      place: 'a.jsonl',
      line: 2,
      faults: ['wind.speed: expected a number', 'too old'],
      message: 'line 2 of a.jsonl: wind.speed: expected a number; too old',
    });
    await expect(collect(parseJsonl(cut('1\n"x"'), numbers, 'a.jsonl'))).rejects.toThrow(
      'line 2 of a.jsonl: expected a number',
    );
    await expect(collect(parseJsonl(cut('{secret'), numbers, 'a.jsonl'))).rejects.toThrow(
      /^line 1 of a.jsonl: not JSON$/,
    );
  });
});
