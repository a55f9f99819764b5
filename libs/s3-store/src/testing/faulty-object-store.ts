import { Readable } from 'node:stream';
import type {
  CallOptions,
  Creation,
  ListOptions,
  NewObject,
  ObjectStore,
  ObjectSummary,
  OpenObject,
} from '../object-store';
import type { StoreAction, StoreAttempt } from '../object-store-error';
import { attemptAborted, attemptFailed } from '../store-attempt';

/** `fails`: refuses at once. `hangs`: answers when mended. `truncates`: what is `read` ends early. */
export type Fault = 'fails' | 'hangs' | 'truncates';

/** How many bytes of a truncated body come. */
const TRUNCATED_BYTES = 1;

/** A store whose faults can be switched on and off, for tests of what stands on it. */
export class FaultyObjectStore implements ObjectStore {
  private fault: Fault | undefined;
  private actions: readonly StoreAction[] = [];
  private waiting: (() => void)[] = [];

  constructor(private readonly store: ObjectStore) {}

  get location(): string {
    return this.store.location;
  }

  /** How many calls hang. */
  get hanging(): number {
    return this.waiting.length;
  }

  /** Switches a fault on, for some actions or (none named) for all. */
  break(fault: Fault, ...actions: readonly StoreAction[]): void {
    this.fault = fault;
    this.actions = actions;
  }

  /** Switches the fault off. Calls that hang are answered now. */
  mend(): void {
    this.fault = undefined;
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) go();
  }

  async create(key: string, object: NewObject, options?: CallOptions): Promise<Creation> {
    await this.pass('create', key, options);
    return this.store.create(key, object, options);
  }

  async open(key: string, options?: CallOptions): Promise<OpenObject | undefined> {
    await this.pass('open', key, options);
    const object = await this.store.open(key, options);
    return this.has('truncates', 'read') && object !== undefined ? this.truncated(object) : object;
  }

  async stat(key: string, options?: CallOptions): Promise<ObjectSummary | undefined> {
    await this.pass('stat', key, options);
    return this.store.stat(key, options);
  }

  async *keys(prefix: string, options?: ListOptions): AsyncGenerator<string, void, undefined> {
    await this.pass('keys', prefix, options);
    yield* this.store.keys(prefix, options);
  }

  async folders(prefix: string, options?: CallOptions): Promise<readonly string[]> {
    await this.pass('folders', prefix, options);
    return this.store.folders(prefix, options);
  }

  private has(fault: Fault, action: StoreAction): boolean {
    const isMeant = this.actions.length === 0 || this.actions.includes(action);
    return this.fault === fault && isMeant;
  }

  private async pass(
    action: StoreAction,
    subject: string,
    options: CallOptions | undefined,
  ): Promise<void> {
    const attempt = { action, location: this.location, subject };
    if (this.has('fails', action)) throw attemptFailed(attempt, 'it was broken on purpose');
    if (this.has('hangs', action)) await this.wait(attempt, options?.signal);
  }

  private wait(attempt: StoreAttempt, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      const abort = (): void => {
        if (signal !== undefined) reject(attemptAborted(attempt, signal));
      };
      if (signal?.aborted === true) abort();
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  private truncated(object: OpenObject): OpenObject {
    object.body.destroy();
    const piece = Buffer.alloc(Math.min(TRUNCATED_BYTES, Math.max(0, object.size - 1)), 'x');
    return { ...object, body: Readable.from([piece], { objectMode: false }) };
  }
}
