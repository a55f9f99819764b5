import { readFile } from 'node:fs/promises';
import type { VaultRole } from '../catalogue';
import { Secret } from '../secret';
import type { SecretSource } from '../secret-source';
import { attempt, type Attempt } from './attempt';
import { patiently, type Patience } from './patience';
import { openVault } from './vault-client';
import { VaultError } from './vault-error';
import { isUninitialized, VaultSession, type Reading } from './vault-session';
import type { VaultEndpoint } from './vault-transport';

/** Which Vault, as whom, and for how long. */
export interface VaultSourceOptions {
  readonly endpoint: VaultEndpoint;
  readonly role: VaultRole;
  /** Mount of the Kubernetes login. */
  readonly mount: string;
  /** File with the projected token of the service account. */
  readonly tokenFile: string;
  readonly cluster: string;
  readonly patience: Patience;
  /** Told when the token could not be given back: it then lives until it expires. */
  readonly onNotRevoked?: (error: unknown) => void;
}

const GIVING_BACK: Attempt = { what: 'give the token back', faultOf: () => 'denied' };

async function tokenIn(path: string, role: string): Promise<Secret> {
  const attempted = `log in to Vault as ${role}`;
  try {
    const token = (await readFile(path, 'utf8')).trim();
    if (token !== '') return new Secret(token);
  } catch (error) {
    const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : '';
    throw new VaultError('no-token', attempted, `${path}: ${code}`);
  }
  throw new VaultError('no-token', attempted, `${path} is empty`);
}

/** The secrets of a role, read from Vault itself. */
export class VaultSource implements SecretSource {
  constructor(private readonly options: VaultSourceOptions) {}

  /** @throws {VaultError} when they cannot be had before the deadline */
  async read(): Promise<ReadonlyMap<string, Secret>> {
    return (await this.readOnce()).secrets;
  }

  /**
   * Logs in, reads everything, and gives the token back.
   *
   * @throws {VaultError} when the secrets cannot be had before the deadline
   */
  readOnce(): Promise<Reading> {
    return this.withPatience(async (signal) => {
      const session = await this.open(signal);
      try {
        return await session.read(this.options.cluster);
      } finally {
        await this.close(session);
      }
    });
  }

  /** Logs in once. @throws {VaultError} when that fails */
  async open(signal?: AbortSignal): Promise<VaultSession> {
    const { endpoint, role, mount, tokenFile } = this.options;
    const vault = openVault(endpoint, signal === undefined ? {} : { signal });
    const jwt = await tokenIn(tokenFile, role.name);
    try {
      return await VaultSession.open(vault, { role, mount, jwt });
    } catch (error) {
      const isSealed = error instanceof VaultError && error.kind === 'sealed';
      if (!isSealed || !(await isUninitialized(vault))) throw error;
      throw new VaultError('uninitialized', error.attempt);
    }
  }

  /**
   * Gives the token back, also after the deadline. A failure is only told of: the secrets are there all
   * the same.
   */
  async close({ token }: VaultSession): Promise<void> {
    const vault = openVault(this.options.endpoint, { token: token.reveal() });
    try {
      await attempt(GIVING_BACK, () => vault.tokenRevokeSelf());
    } catch (error) {
      this.options.onNotRevoked?.(error);
    }
  }

  /** Does `work` until it succeeds, fails for good, or the deadline is over. */
  withPatience<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return patiently(this.options.patience, work);
  }
}
