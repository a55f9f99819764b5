import {
  cityLabel,
  encodeProduct,
  QualityLedger,
  transformAnswer,
  type CheckResult,
  type City,
  type FetchedAnswer,
  type PreviousProduct,
  type QuarantinedLine,
} from '@weather/weather-domain';
import { ownerOfProduct, type OwnedLine } from './owners';

/** What became of a fetched answer, as a line. */
export type TransformedLine =
  | { readonly kind: 'product'; readonly line: OwnedLine }
  | {
      readonly kind: 'quarantined';
      readonly line: OwnedLine;
      readonly quarantined: QuarantinedLine;
    };

/**
 * `text` in one piece. What was put together is kept as a tree of its parts, several times its size,
 * until someone reads it; 10,000 lines are kept before they are written.
 */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString('utf8');
}

/** Turns fetched answers into lines, one by one, and keeps the tally of the quality checks. */
export class Transformer {
  private readonly ledger = new QualityLedger();

  /**
   * @param names the names given to cities
   * @param previousOf the line published before, by name
   */
  constructor(
    private readonly names: ReadonlySet<string>,
    private readonly previousOf: PreviousProduct = () => undefined,
  ) {}

  transform(fetched: FetchedAnswer): TransformedLine {
    const result = transformAnswer(fetched, this.ledger, this.previousOf);
    if (result.kind === 'quarantined') {
      const line = { owner: cityLabel(fetched.city), text: JSON.stringify(result.line) };
      return { kind: 'quarantined', line, quarantined: result.line };
    }
    const { product } = result;
    const owner = ownerOfProduct(product, this.names);
    return { kind: 'product', line: { owner, text: inOnePiece(encodeProduct(product)) } };
  }

  /** What the quality checks found, given the cities that should be there. */
  checks(expected: readonly City[]): readonly CheckResult[] {
    return this.ledger.results(expected);
  }
}
