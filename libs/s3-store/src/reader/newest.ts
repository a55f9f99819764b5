/** The newest products at some moment. */
export interface Newest {
  /** Keys of the newest products, oldest first. */
  readonly keys: readonly string[];
  /** Whether older products exist beyond `keys`, within the range that was asked for. */
  readonly hasOlder: boolean;
  /** When the store was asked. */
  readonly asOf: Date;
  /** The store failed when it was asked again: this is what it said before. */
  readonly isStale: boolean;
}
