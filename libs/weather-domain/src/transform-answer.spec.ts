import { productOf } from './product-of';
import { QualityLedger } from './quality/quality-ledger';
import { readingOf } from './reading-of';
import {
  expectationOf,
  fetchedAnswer,
  RECORDED_ANSWERS,
  recordedAnswer,
  recordedFault,
  sampleProduct,
} from './testing';
import { quarantinedLineSchema, transformAnswer } from './transform-answer';

/** Odesa's answer with another temperature, °C. */
function odesaAt(temp: number) {
  const answer = { ...recordedAnswer('odesa-metric-2022'), main: { temp, humidity: 54 } };
  return fetchedAnswer('odesa-metric-2022', { answer });
}

function failedChecks(ledger: QualityLedger): readonly string[] {
  return ledger
    .results([])
    .filter(({ passed }) => !passed)
    .map(({ name }) => name);
}

describe('transformAnswer', () => {
  it.each(RECORDED_ANSWERS)('makes a product of %s', (name) => {
    const fetched = fetchedAnswer(name);
    const product = productOf(readingOf(fetched), fetched.collected_at);

    expect(transformAnswer(fetched, new QualityLedger())).toEqual({ kind: 'product', product });
    expect(product.id).toBe(expectationOf(name).line.id);
  });

  it('publishes what is only worth a look, and says so', () => {
    const ledger = new QualityLedger();
    const { kind } = transformAnswer(fetchedAnswer('accra-standard-2019'), ledger);

    expect(kind).toBe('product');
    expect(failedChecks(ledger)).toEqual(['freshness', 'unit_consistency']);
  });

  it('quarantines an answer that is no reading, with all that was fetched and why', () => {
    const fetched = fetchedAnswer('odesa-metric-2022', { answer: recordedFault(401) });
    const ledger = new QualityLedger();

    expect(transformAnswer(fetched, ledger)).toEqual({
      kind: 'quarantined',
      line: {
        checks: ['schema'],
        faults: [
          'coord: Invalid input: expected object, received undefined',
          'main: Invalid input: expected object, received undefined',
          'dt: Invalid input: expected number, received undefined',
        ],
        fetched,
      },
    });
    expect(failedChecks(ledger)).toEqual(['schema']);
  });

  it('quarantines a line that no air can be, with all that was fetched and why', () => {
    const fetched = odesaAt(-273.15);

    expect(transformAnswer(fetched, new QualityLedger())).toEqual({
      kind: 'quarantined',
      line: { checks: ['temp_range'], faults: ['temp: expected -90..60 °C'], fetched },
    });
  });

  it('quarantines the second of two equal answers', () => {
    const ledger = new QualityLedger();
    const fetched = fetchedAnswer('odesa-metric-2022');
    transformAnswer(fetched, ledger);

    expect(transformAnswer(fetched, ledger)).toEqual({
      kind: 'quarantined',
      line: {
        checks: ['uniqueness'],
        faults: ['id: expected one line for each place and time'],
        fetched,
      },
    });
  });

  it('writes a quarantined line that can be read back', () => {
    const transformed = transformAnswer(odesaAt(999), new QualityLedger());
    const line = transformed.kind === 'quarantined' ? transformed.line : undefined;

    expect(quarantinedLineSchema.parse(JSON.parse(JSON.stringify(line)))).toEqual(line);
  });

  it.each([{ checks: [] }, { faults: undefined }, { note: 'by hand' }])(
    'reads no quarantined line with %j',
    (change) => {
      const line = { checks: ['schema'], faults: [], fetched: odesaAt(10), ...change };

      expect(quarantinedLineSchema.safeParse(line).success).toBe(false);
    },
  );

  it('tells the checks of the line that was published before', () => {
    const ledger = new QualityLedger();
    const previous = sampleProduct({ temp: -20, observed_at: '2022-10-04T18:00:00.000Z' });
    const previousOf = (name: string) => (name === 'Odesa' ? previous : undefined);

    expect(transformAnswer(odesaAt(13.94), ledger, previousOf).kind).toBe('product');
    expect(failedChecks(ledger)).toContain('step_change');
  });

  it('does not swallow what it does not expect', () => {
    const answer = {
      get coord(): never {
        throw new RangeError('out of the blue');
      },
    };
    const fetched = fetchedAnswer('odesa-metric-2022', { answer });

    expect(() => transformAnswer(fetched, new QualityLedger())).toThrow(RangeError);
  });
});
