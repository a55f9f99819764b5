/** What was asked of the store. */
export type StoreAction = 'create' | 'open' | 'read' | 'stat' | 'keys' | 'folders';

const WORDS: Readonly<Record<StoreAction, string>> = {
  create: 'create',
  open: 'open',
  read: 'read',
  stat: 'stat',
  keys: 'list the keys of',
  folders: 'list the folders of',
};

/** What is being asked of which store. */
export interface StoreAttempt {
  readonly action: StoreAction;
  /** The store's location. */
  readonly location: string;
  /** The key or prefix that is asked for. */
  readonly subject: string;
}

/** The store refused, or did not answer in time. The cause is for logs, never for clients. */
export class ObjectStoreError extends Error implements StoreAttempt {
  override readonly name: string = 'ObjectStoreError';
  readonly action: StoreAction;
  readonly location: string;
  readonly subject: string;

  /** @param options why, in words for people (`because`), and what the adapter met (`cause`) */
  constructor(
    { action, location, subject }: StoreAttempt,
    options?: ErrorOptions & { readonly because?: string },
  ) {
    const why = options?.because === undefined ? '' : `: ${options.because}`;
    super(`could not ${WORDS[action]} ${subject || "''"} in ${location}${why}`, options);
    this.action = action;
    this.location = location;
    this.subject = subject;
  }
}

/** Other bytes stand under the key already. Nothing was overwritten. */
export class ObjectConflictError extends ObjectStoreError {
  override readonly name = 'ObjectConflictError';

  /**
   * @param attempt the write that was refused
   * @param standing hex sha256 of what stands there, where the store knows it
   * @param offered hex sha256 of what was to be written
   */
  constructor(
    attempt: Omit<StoreAttempt, 'action'>,
    readonly standing: string | undefined,
    readonly offered: string,
  ) {
    const because = `other bytes stand there (sha256 ${standing ?? 'unknown'}, offered ${offered}); nothing was overwritten`;
    super({ ...attempt, action: 'create' }, { because });
  }
}
