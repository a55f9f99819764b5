import { identityOf, referenceNumber } from './answer-identity';
import { expectationOf, RECORDED_ANSWERS, recordedAnswer } from './testing';
import pythonNumbers from './testing/fixtures/python-numbers.json';

function coordinatesOf(text: string) {
  const { coord, dt } = JSON.parse(text) as { coord: { lat: number; lon: number }; dt: number };
  return { ...coord, dt };
}

describe('referenceNumber', () => {
  it('writes several hundred JSON numbers as Python does', () => {
    const tokens = pythonNumbers.map(([token = '']) => token);

    expect(tokens.map((token) => [token, referenceNumber(token)])).toEqual(pythonNumbers);
    expect(new Set(tokens).size).toBeGreaterThan(300);
  });

  it.each([
    ['57', '57'],
    ['57.0', '57.0'],
    ['0.00001', '1e-05'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['1e16', '1e+16'],
  ])('writes %s as %s', (token, written) => {
    expect(referenceNumber(token)).toBe(written);
  });
});

describe('identityOf', () => {
  it.each(RECORDED_ANSWERS)('is that of the reference program for %s', (name) => {
    const text = JSON.stringify(recordedAnswer(name));

    expect(identityOf(text, coordinatesOf(text))).toBe(expectationOf(name).identity);
  });

  it('keeps what JSON.parse forgets: how a number was written', () => {
    const text = '{ "coord": { "lon" : 24.0, "lat":57.00 }, "dt": 1684340060.0 }';

    expect(identityOf(text, coordinatesOf(text))).toBe('57.0,24.0,1684340060.0');
  });

  it('is not misled by another number of the same name', () => {
    const text = '{"bounds":{"lat":1.0},"coord":{"lat":57.0,"lon":24},"dt":9}';

    expect(identityOf(text, { lat: 57, lon: 24, dt: 9 })).toBe('57.0,24,9');
  });

  it('is not misled by a name that holds JSON', () => {
    const text = '{"name":"\\"lat\\":1","coord":{"lat":2.0,"lon":3},"dt":4}';

    expect(identityOf(text, { lat: 2, lon: 3, dt: 4 })).toBe('2.0,3,4');
  });

  it('writes the number itself where the text holds it elsewhere, as in GeoJSON', () => {
    const text = '{"coordinates":[6.1319,0.00001]}';

    expect(identityOf(text, { lat: 0.00001, lon: 6.1319, dt: 1795435200 })).toBe(
      '1e-05,6.1319,1795435200',
    );
  });
});
