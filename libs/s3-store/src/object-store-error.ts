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

/** The store refused, or did not answer in time. The cause is for logs, never for clients. */
export class ObjectStoreError extends Error {
  override readonly name: string = 'ObjectStoreError';

  /**
   * @param location the store's location
   * @param subject the key or prefix that was asked for
   * @param options why, in words for people (`because`), and what the adapter met (`cause`)
   */
  // eslint-disable-next-line max-params -- what, where, which and why: an object would only rename them
  constructor(
    readonly action: StoreAction,
    readonly location: string,
    readonly subject: string,
    options?: ErrorOptions & { readonly because?: string },
  ) {
    const why = options?.because === undefined ? '' : `: ${options.because}`;
    super(`could not ${WORDS[action]} ${subject || "''"} in ${location}${why}`, options);
  }
}

/** Other bytes stand under the key already. Nothing was overwritten. */
export class ObjectConflictError extends ObjectStoreError {
  override readonly name = 'ObjectConflictError';

  /**
   * @param standing hex sha256 of what stands there, where the store knows it
   * @param offered hex sha256 of what was to be written
   */
  // eslint-disable-next-line max-params -- where, which, and the two that differ
  constructor(
    location: string,
    key: string,
    readonly standing: string | undefined,
    readonly offered: string,
  ) {
    const because = `other bytes stand there (sha256 ${standing ?? 'unknown'}, offered ${offered}); nothing was overwritten`;
    super('create', location, key, { because });
  }
}
