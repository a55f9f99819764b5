/** What a {@link ProductReader} tells as it works, for metrics and logs. Never holds content. */
export type ReaderEvent =
  | {
      readonly kind: 'listed';
      /** `newest` for the shared snapshot, `range` for a bounded question. */
      readonly of: 'newest' | 'range';
      readonly seconds: number;
      /** Keys found. */
      readonly count: number;
    }
  | {
      readonly kind: 'listing-failed';
      readonly of: 'newest' | 'range';
      readonly seconds: number;
      readonly error: unknown;
    }
  /** An answer older than wished for, because the store failed when it was asked again. */
  | { readonly kind: 'stale-answer'; readonly ageSeconds: number }
  | { readonly kind: 'cache-hit'; readonly key: string; readonly bytes: number }
  | { readonly kind: 'cache-miss'; readonly key: string }
  | { readonly kind: 'cache-evicted'; readonly key: string; readonly bytes: number }
  /** A line that is not a JSON object (or not UTF-8, or too long) and was left out. */
  | { readonly kind: 'invalid-line'; readonly key: string; readonly line: number }
  /** A listed object that was deleted before it was read. */
  | { readonly kind: 'object-gone'; readonly key: string };

export type OnReaderEvent = (event: ReaderEvent) => void;

/** An observer whose own failure warns and does not end the work it was told about. */
export function guarded(onEvent: OnReaderEvent): OnReaderEvent {
  return (event) => {
    try {
      onEvent(event);
    } catch (error) {
      process.emitWarning(`an observer of ${event.kind} failed: ${String(error)}`);
    }
  };
}
