import { isMet, tableOf, type Figure } from './bench-report';

const rate: Figure = { name: 'rate', value: 25_747.6, unit: '/s' };
const ratio: Figure = {
  name: 'ratio',
  value: 0.69,
  unit: '',
  target: { comparison: '>=', value: 0.7 },
};

describe('isMet', () => {
  it.each([
    [0.7, true],
    [0.69, false],
  ])('holds %d against a lower bound of 0.7: %p', (value, met) => {
    expect(isMet({ ...ratio, value })).toBe(met);
  });

  it.each([
    [10, true],
    [10.1, false],
  ])('holds %d against an upper bound of 10: %p', (value, met) => {
    expect(isMet({ ...ratio, value, target: { comparison: '<=', value: 10 } })).toBe(met);
  });

  it('asks nothing of a figure that only informs', () => {
    expect(isMet(rate)).toBe(true);
  });
});

describe('tableOf', () => {
  it('aligns the figures and names the ones that miss', () => {
    expect(tableOf([rate, ratio])).toBe(
      ['figure  measured   target', 'rate    25,748 /s', 'ratio   0.69       >= 0.70  MISSED'].join(
        '\n',
      ),
    );
  });
});
