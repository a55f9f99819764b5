import type { IncomingMessage } from 'node:http';

/** What is known of a request before its body. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** An answer that needs nothing but to be sent. */
export interface WarmAnswer {
  /** The template of the route it answers. */
  readonly route: string;
  /** When the store was asked. */
  readonly asOf: Date;
  /** Names and values in turn, as Node's HTTP server sends them fastest. */
  readonly headers: readonly string[];
  readonly bytes: Buffer;
}

/** As of when answers are good. */
export interface WarmthParts {
  /** When the store was last listed; an answer made of an older listing is not used. */
  readonly lastListedAt: () => Date | undefined;
  /** How long a listing is used; for as long again it is used while the store is asked anew. ms */
  readonly listTtlMs: number;
  readonly now: () => Date;
  /** Memory for what is kept, besides what other caches hold of it. */
  readonly mostBytes: number;
  /** Told of each answer that was sent. */
  readonly onHit: () => void;
}

/** While a listing is due to be refreshed, one request in so many ms is passed on to have it done. */
const REFRESH_EVERY_MS = 20;

/** What an answer costs besides its bytes, about. */
const ENTRY_BYTES = 2048;

/** Longer URLs are not worth remembering. */
const LONGEST_URL = 512;

/** What the answers to two requests that have the same depends on. */
function questionOf({ url = '', headers }: RequestHead): string {
  const accepted = `${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`;
  return `${url}\n${accepted}`;
}

/** Whether the answer to a request depends on its question alone. */
function isPlain({ method, url = '', headers }: RequestHead): boolean {
  if (method !== 'GET' || url.length > LONGEST_URL) return false;
  return headers['if-none-match'] === undefined && headers.origin === undefined;
}

/**
 * Answers to questions that are asked over and over, ready to be sent before the framework
 * sees them: most requests ask what was just asked, and all its layers would only find that out again.
 * Each is good for as long as the reader of products would answer from the same listing without
 * waiting for the store.
 */
export class WarmAnswers {
  private readonly kept = new Map<string, WarmAnswer>();
  /** What is kept was made of the listing of this moment. */
  private asOf: Date | undefined;
  private bytes = 0;
  private passedOnAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: WarmthParts) {}

  /** The answer to `request`, when it is as good as a new one. */
  find(request: RequestHead): WarmAnswer | undefined {
    if (!isPlain(request)) return undefined;
    const answer = this.kept.get(questionOf(request));
    if (answer === undefined || !this.isUsable(answer.asOf)) return undefined;
    return answer;
  }

  /** Counts an answer that was sent. */
  used(): void {
    this.parts.onHit();
  }

  /** Keeps the answer to `request` for whoever asks the same. */
  keep(request: RequestHead, answer: WarmAnswer): void {
    const size = answer.bytes.length + ENTRY_BYTES;
    const isKept = isPlain(request) && answer.asOf === this.parts.lastListedAt();
    if (!isKept || size > this.parts.mostBytes) return;
    const question = questionOf(request);
    const isFull = this.bytes + size > this.parts.mostBytes;
    if (isFull || answer.asOf !== this.asOf) this.clear(answer.asOf);
    if (this.kept.has(question)) return;
    this.bytes += size;
    this.kept.set(question, answer);
  }

  /** Forgets all: for want of room, or because there is a newer listing. */
  private clear(asOf: Date): void {
    this.kept.clear();
    this.asOf = asOf;
    this.bytes = 0;
  }

  private isUsable(asOf: Date): boolean {
    if (asOf !== this.parts.lastListedAt()) return false;
    const { listTtlMs, now } = this.parts;
    const nowMs = now().getTime();
    const ageMs = nowMs - asOf.getTime();
    if (ageMs < 0 || ageMs >= 2 * listTtlMs) return false;
    return ageMs < listTtlMs || !this.isToRefresh(nowMs);
  }

  /** Whether a request is to be passed on to the reader, which then asks the store. */
  private isToRefresh(nowMs: number): boolean {
    const isDue = Math.abs(nowMs - this.passedOnAt) >= REFRESH_EVERY_MS;
    if (isDue) this.passedOnAt = nowMs;
    return isDue;
  }
}
