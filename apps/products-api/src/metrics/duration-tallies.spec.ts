import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { DurationTallies } from './duration-tallies';

const description = {
  name: 'x_seconds',
  type: 'histogram',
  help: 'How long x took.',
  labels: ['a', 'b'],
  buckets: [0.005, 0.1, 1],
} as const;

/** The samples of a text, without regard to the order of lines and labels. */
function samplesIn(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const samples = lines.map((line): [string, number] => {
    const [, name = '', labels = '', value = ''] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
    return [`${name} ${labels.split(',').sort().join(',')}`, Number(value)];
  });
  return new Map(samples);
}

describe('DurationTallies', () => {
  it('tells what the histogram of prom-client tells', async () => {
    const duration = fc.oneof(
      fc.constantFrom(0, 0.005, 0.1, 1),
      fc.double({ min: 0, max: 3, noNaN: true }),
    );
    const observation = fc.tuple(fc.constantFrom('u', 'v'), duration);
    const property = fc.asyncProperty(fc.array(observation), async (observations) => {
      const registry = new Registry();
      const { name, help, labels, buckets } = description;
      const theirs = new Histogram({
        ...{ name, help, labelNames: [...labels], buckets: [...buckets] },
        registers: [registry],
      });
      const ours = new DurationTallies(description);
      for (const [a, seconds] of observations) {
        theirs.observe({ a, b: 'w' }, seconds);
        ours.of({ a, b: 'w' }).observe(seconds);
      }
      expect(samplesIn(ours.text())).toEqual(samplesIn(await registry.metrics()));
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it('has the lines that describe it even before anything was counted', () => {
    expect(new DurationTallies(description).text()).toBe(
      '# HELP x_seconds How long x took.\n# TYPE x_seconds histogram\n',
    );
  });
});
