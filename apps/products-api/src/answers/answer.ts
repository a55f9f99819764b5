import { hash } from 'node:crypto';
import type { ProductKeys } from '@weather/s3-store';

/** What an answer is made of, and as of when. */
export interface AnswerBasis {
  /** Keys of the products in it, oldest first. */
  readonly keys: readonly string[];
  /** When the store was asked. */
  readonly asOf: Date;
  /** The store failed when it was asked again. */
  readonly isStale: boolean;
}

/** What can be said of an answer before it is made. */
export interface AnswerHead {
  /** Names the content: the same for the same products and the same question, in every process. */
  readonly tag: string;
  readonly contentType: string;
  /** When the newest product was published, as HTTP writes dates. */
  readonly lastModified: string | undefined;
  /** The `Link` header: where the next page is. */
  readonly link: string | undefined;
}

/** An answer to a request for data. */
export interface Answer {
  readonly head: AnswerHead;
  readonly basis: AnswerBasis;
  /** Makes the content; can be called again. Stops reading when `signal` fires. */
  readonly content: (signal?: AbortSignal) => AsyncIterable<Buffer>;
}

/**
 * The tag of an answer: products are write-once, so their keys and the question name the content.
 *
 * @param question whatever else the content depends on
 */
export function tagOf(keys: readonly string[], question: string): string {
  return hash('sha256', `${question}\n${keys.join('\n')}`, 'hex').slice(0, 32);
}

/** When the newest of `keys` was published, as HTTP writes dates: the time in the key. */
export function lastModifiedOf(keys: readonly string[], layout: ProductKeys): string | undefined {
  const newest = keys.at(-1);
  return newest === undefined ? undefined : layout.instantOf(newest)?.toUTCString();
}
