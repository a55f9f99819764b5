import { LRUCache } from 'lru-cache';
import type { AnswerBasis } from './answer';

interface Kept<Value> {
  readonly asOf: Date;
  readonly keys: readonly string[];
  readonly value: Value;
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

/** Keeps what was worked out for questions for as long as it is made of the same products. */
export class BasisCache<Value extends object> {
  private readonly kept: LRUCache<string, Kept<Value>>;

  /** @param most questions whose values are kept */
  constructor(most: number) {
    this.kept = new LRUCache({ max: most });
  }

  /**
   * What was kept for `question` as of the products of `basis`.
   *
   * @param question all that the value depends on besides the products
   */
  find(question: string, basis: AnswerBasis): Value | undefined {
    const kept = this.kept.get(question);
    if (kept === undefined || kept.asOf === basis.asOf) return kept?.value;
    return areSame(kept.keys, basis.keys) ? this.keep(question, basis, kept.value) : undefined;
  }

  /** Keeps `value`, and answers it. */
  keep(question: string, { asOf, keys }: AnswerBasis, value: Value): Value {
    this.kept.set(question, { asOf, keys, value });
    return value;
  }

  /** What was kept, else what `make` makes. */
  get(question: string, basis: AnswerBasis, make: () => Value): Value {
    return this.find(question, basis) ?? this.keep(question, basis, make());
  }
}
