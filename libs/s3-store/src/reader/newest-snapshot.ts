import type { NewestKeys } from '../newest-keys';
import type { Newest } from './newest';

/** How long a listing is good for, in milliseconds. */
export interface Freshness {
  /** So long it is answered without asking the store. */
  readonly listTtlMs: number;
  /** So much longer it is answered while the store is asked again. */
  readonly staleWhileRevalidateMs: number;
}

/** Walks the store for the newest `count` keys; `held` are those it told last. */
export type Walk = (count: number, held: readonly string[]) => Promise<NewestKeys>;

interface Snapshot extends NewestKeys {
  readonly asOf: Date;
}

interface Flight {
  readonly depth: number;
  readonly done: Promise<Snapshot>;
}

/** The last time the store was asked: when that ended, in milliseconds, and how. */
interface Attempt {
  readonly endedAt: number;
  readonly failure: { readonly error: unknown } | undefined;
}

function cut({ keys, hasOlder, asOf }: Snapshot, count: number, isStale: boolean): Newest {
  const surplus = Math.max(0, keys.length - count);
  return { keys: keys.slice(surplus), hasOlder: hasOlder || surplus > 0, asOf, isStale };
}

/**
 * The newest keys as the store last told them, one listing for all requests. While the store fails,
 * its last answer stands, and it is asked again as often as a good answer would be refreshed.
 */
export class NewestSnapshot {
  private snapshot: Snapshot | undefined;
  private last: Attempt | undefined;
  private flight: Flight | undefined;
  /** The largest count asked for since the last refresh began. */
  private deepest = 1;

  constructor(
    private readonly walk: Walk,
    private readonly freshness: Freshness,
    private readonly now: () => Date,
  ) {}

  /** When the store last told. */
  get asOf(): Date | undefined {
    return this.snapshot?.asOf;
  }

  get newestKey(): string | undefined {
    return this.snapshot?.keys.at(-1);
  }

  /** Throws what the store threw, when it never told anything. */
  async newest(count: number): Promise<Newest> {
    this.deepest = Math.max(this.deepest, count);
    const { listTtlMs, staleWhileRevalidateMs } = this.freshness;
    const age = this.ageMs();
    if (age < listTtlMs) return this.held(count) ?? this.refreshed(count);
    if (age < listTtlMs + staleWhileRevalidateMs || this.isRetrying()) {
      return this.revalidated(count);
    }
    return this.refreshed(count);
  }

  /** Since the store was last asked. A clock that was set back makes an answer old, not fresh. */
  private ageMs(): number {
    const age = this.now().getTime() - (this.last?.endedAt ?? -Infinity);
    return age < 0 ? Infinity : age;
  }

  private isRetrying(): boolean {
    return this.last?.failure !== undefined && this.flight !== undefined;
  }

  /** What can be answered without the store: `undefined` when that does not reach deep enough. */
  private held(count: number): Newest | undefined {
    const failure = this.last?.failure;
    if (this.snapshot === undefined) {
      if (failure !== undefined) throw failure.error;
      return undefined;
    }
    const { keys, hasOlder } = this.snapshot;
    const isShallow = hasOlder && keys.length < count;
    if (isShallow && failure === undefined) return undefined;
    return cut(this.snapshot, count, failure !== undefined);
  }

  /** What is held, while the store is asked again in the background. */
  private revalidated(count: number): Newest | Promise<Newest> {
    const held = this.snapshot === undefined ? undefined : this.held(count);
    if (held === undefined) return this.refreshed(count);
    if (this.flight === undefined) void this.takeOff(1).done.catch(() => undefined);
    return held;
  }

  /** What the store tells now, or what it told before when it fails. */
  private async refreshed(count: number): Promise<Newest> {
    const { flight } = this;
    if (flight !== undefined && flight.depth < count) {
      await flight.done.catch(() => undefined);
      return this.newest(count);
    }
    try {
      return cut(await (flight ?? this.takeOff(count)).done, count, false);
    } catch (error) {
      if (this.snapshot === undefined) throw error;
      return cut(this.snapshot, count, true);
    }
  }

  private takeOff(count: number): Flight {
    const depth = Math.max(this.deepest, count);
    this.deepest = 1;
    const flight = { depth, done: this.fly(depth) };
    this.flight = flight;
    return flight;
  }

  private async fly(depth: number): Promise<Snapshot> {
    const asOf = this.now();
    try {
      const snapshot = { ...(await this.walk(depth, this.snapshot?.keys ?? [])), asOf };
      this.snapshot = snapshot;
      this.last = { endedAt: this.now().getTime(), failure: undefined };
      return snapshot;
    } catch (error) {
      this.last = { endedAt: this.now().getTime(), failure: { error } };
      throw error;
    } finally {
      this.flight = undefined;
    }
  }
}
