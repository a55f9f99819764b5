import { setTimeout as sleep } from 'node:timers/promises';
import { VaultError } from '../vault/vault-error';
import type { VaultSession } from '../vault/vault-session';
import type { VaultSource } from '../vault/vault-source';
import type { InitLog } from './init-log';
import type { InitSettings } from './init-settings';
import { place, type Placed } from './place';

/** Share of a token's life after which a new one is fetched. */
const RENEW_AT = 0.6;

/** What the watch works with. */
export interface WatchParts {
  readonly source: VaultSource;
  readonly settings: InitSettings;
  readonly log: InitLog;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** Keeps the file of secrets as new as Vault. While Vault fails, the last file stays. */
export class SecretWatch {
  private session: VaultSession | undefined;
  private renewAt = 0;
  private lastFault = '';

  constructor(
    private readonly parts: WatchParts,
    private placed: Placed,
  ) {}

  /** Asks Vault every so often until the signal ends it, and gives the token back then. */
  async run(): Promise<void> {
    while (await this.isDue()) await this.look();
    await this.drop();
  }

  private async isDue(): Promise<boolean> {
    const { signal, settings } = this.parts;
    await sleep(settings.watchEveryMs, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }

  private async look(): Promise<void> {
    try {
      const session = await this.current();
      const reading = await session.read(this.parts.settings.cluster);
      this.placed = await place(reading, this.parts, this.placed);
      this.lastFault = '';
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      await this.complain(error);
    }
  }

  private async current(): Promise<VaultSession> {
    if (this.session === undefined || performance.now() >= this.renewAt) {
      await this.drop();
      this.session = await this.parts.source.open(this.parts.signal);
      this.renewAt = performance.now() + this.session.ttlSeconds * 1000 * RENEW_AT;
    }
    return this.session;
  }

  /** A token that is refused may have been revoked: the next look logs in anew. */
  private async complain(error: VaultError): Promise<void> {
    if (this.parts.signal.aborted) return;
    await this.drop();
    if (error.kind === this.lastFault) return;
    this.lastFault = error.kind;
    this.parts.log.warn({ fault: error.kind, reason: error.message }, 'Secrets:Watch:Failed');
  }

  private async drop(): Promise<void> {
    if (this.session !== undefined) await this.parts.source.close(this.session);
    this.session = undefined;
  }
}
