import type {
  CallOptions,
  Creation,
  ListOptions,
  NewObject,
  ObjectStore,
  ObjectSummary,
  OpenObject,
} from './object-store';
import { ObjectConflictError, type StoreAction } from './object-store-error';
import { PagedKeys } from './paged-keys';

/** How a call ended: `missing` for no such object, `conflict` for other bytes under the key. */
export type CallOutcome = 'ok' | 'missing' | 'conflict' | 'error';

/** One call of a store that is over. */
export interface StoreCall {
  /** `read` is the body that an `open` answered, from there to its end. */
  readonly action: StoreAction;
  readonly outcome: CallOutcome;
  readonly seconds: number;
  /** Bytes written by a `create`, or read by a `read` that came to its end. */
  readonly bytes?: number;
  /** What the call took of the store: pages for a listing that counts them, else 1. */
  readonly roundTrips: number;
}

export type StoreObserver = (call: StoreCall) => void;

type Details = Partial<Pick<StoreCall, 'bytes' | 'roundTrips'>>;

/** Times one call and tells of its end, once. */
class Call {
  private readonly begun = performance.now();

  constructor(
    private readonly action: StoreAction,
    private readonly observer: StoreObserver,
  ) {}

  end(outcome: CallOutcome, details: Details = {}): void {
    const seconds = (performance.now() - this.begun) / 1000;
    this.observer({ action: this.action, outcome, seconds, roundTrips: 1, ...details });
  }

  fail(error: unknown, details?: Details): void {
    this.end(error instanceof ObjectConflictError ? 'conflict' : 'error', details);
  }

  async of<T>(work: Promise<T>, details?: Details): Promise<T> {
    try {
      const answer = await work;
      this.end(answer === undefined ? 'missing' : 'ok', details);
      return answer;
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }
}

class ObservedStore implements ObjectStore {
  constructor(
    private readonly store: ObjectStore,
    private readonly observer: StoreObserver,
  ) {}

  get location(): string {
    return this.store.location;
  }

  create(key: string, object: NewObject, options?: CallOptions): Promise<Creation> {
    const bytes = object.body.length;
    return this.call('create').of(this.store.create(key, object, options), { bytes });
  }

  async open(key: string, options?: CallOptions): Promise<OpenObject | undefined> {
    const object = await this.call('open').of(this.store.open(key, options));
    if (object !== undefined) this.observeBody(object);
    return object;
  }

  stat(key: string, options?: CallOptions): Promise<ObjectSummary | undefined> {
    return this.call('stat').of(this.store.stat(key, options));
  }

  async *keys(prefix: string, options?: ListOptions): AsyncGenerator<string, void, undefined> {
    const call = this.call('keys');
    const listing = this.store.keys(prefix, options);
    const details = (): Details =>
      listing instanceof PagedKeys ? { roundTrips: Math.max(1, listing.pages) } : {};
    let failure: { readonly error: unknown } | undefined;
    try {
      yield* listing;
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      if (failure === undefined) call.end('ok', details());
      else call.fail(failure.error, details());
    }
  }

  folders(prefix: string, options?: CallOptions): Promise<readonly string[]> {
    return this.call('folders').of(this.store.folders(prefix, options));
  }

  private call(action: StoreAction): Call {
    return new Call(action, this.observer);
  }

  /** A body that its consumer left early is no failure of the store. */
  private observeBody({ body, size }: OpenObject): void {
    const call = this.call('read');
    body.once('close', () => {
      if (body.errored !== null) call.fail(body.errored);
      else call.end('ok', body.readableEnded ? { bytes: size } : {});
    });
  }
}

/**
 * A store that tells `observer` of every call when it is over, for metrics and for tests that count
 * calls. A listing is told of when its consumer is done with it, and is timed until then.
 */
export function observedStore(store: ObjectStore, observer: StoreObserver): ObjectStore {
  return new ObservedStore(store, observer);
}
