import { compareKeys } from '../key-order';
import type { ProductKeys } from '../product-keys';

/** Which products are meant. All bounds are optional and all have to hold. */
export interface RangeBounds {
  /** The first instant. */
  readonly from?: Date | undefined;
  /** The first instant behind the last. */
  readonly to?: Date | undefined;
  /** Only keys before this one, which need not exist. */
  readonly before?: string | undefined;
}

/** Where a key stands: no product's, within the range, or on one side of it. */
export type Standing = 'foreign' | 'below' | 'within' | 'above';

/** The products between two bounds. */
export class KeyRange {
  private readonly from: number;
  private readonly to: number;
  private readonly before: string | undefined;

  constructor(
    private readonly keys: ProductKeys,
    bounds: RangeBounds,
  ) {
    this.from = bounds.from?.getTime() ?? -Infinity;
    this.to = bounds.to?.getTime() ?? Infinity;
    this.before = bounds.before;
  }

  /** The first instant, in milliseconds since 1970, or -Infinity. */
  get start(): number {
    return this.from;
  }

  /** An instant that no product of the range is behind, in milliseconds, or Infinity. */
  get end(): number {
    const before = this.before === undefined ? undefined : this.keys.instantOf(this.before);
    return Math.min(this.to, before?.getTime() ?? Infinity);
  }

  standingOf(key: string): Standing {
    const instant = this.keys.instantOf(key)?.getTime();
    if (instant === undefined) return 'foreign';
    if (instant < this.from) return 'below';
    const isBefore = this.before === undefined || compareKeys(key, this.before) < 0;
    return instant < this.to && isBefore ? 'within' : 'above';
  }
}
