import { LRUCache } from 'lru-cache';
import type { Newest } from './newest';
import { SingleFlight } from './single-flight';

/** Answers to questions about ranges that are kept at once. */
const MOST_KEPT = 256;

interface Kept {
  readonly answer: Newest;
  /** Milliseconds. */
  readonly endedAt: number;
}

/** Answers about ranges, each asked for once at a time and kept for a moment. */
export class RangeAnswers {
  private readonly kept = new LRUCache<string, Kept>({ max: MOST_KEPT });
  private readonly flights = new SingleFlight<Newest>();

  /** @param ttlMs how long an answer is good for */
  constructor(
    private readonly ttlMs: number,
    private readonly now: () => Date,
  ) {}

  /** The answer to `question`, which names all that it depends on. */
  get(question: string, ask: () => Promise<Newest>): Promise<Newest> {
    const kept = this.kept.get(question);
    const age = this.now().getTime() - (kept?.endedAt ?? -Infinity);
    if (kept !== undefined && age >= 0 && age < this.ttlMs) return Promise.resolve(kept.answer);
    return this.flights.run(question, async () => {
      const answer = await ask();
      this.kept.set(question, { answer, endedAt: this.now().getTime() });
      return answer;
    });
  }
}
