import {
  attempt,
  openVault,
  patiently,
  refusalOf,
  sealStatusSchema,
  VaultError,
  type Refusal,
  type SealStatus,
  type VaultClient,
  type VaultEndpoint,
  type VaultFaultName,
} from '@weather/vault-secrets/vault';
import { z } from 'zod';

const leaderSchema = z.object({ leader_address: z.string(), is_self: z.boolean() });
const healthSchema = z.object({ standby: z.boolean() });
const ELECTION = { deadlineMs: 60_000, firstPauseMs: 100, longestPauseMs: 500 };

function faultOf({ status }: Refusal): VaultFaultName {
  return status === 403 ? 'denied' : 'refused';
}

function parsed<T extends z.ZodType>(what: string, schema: T, answer: unknown): z.infer<T> {
  const { success, data } = schema.safeParse(answer);
  // The answer may hold a secret, so the error must not tell what is wrong with it.
  if (!success) throw new VaultError('broken', what);
  return data;
}

/** Vault as an operator sees it. Nothing of what it sends or gets is ever printed. */
export class VaultAdmin {
  private readonly vault: VaultClient;

  /** @param token empty for what needs none */
  constructor(
    readonly endpoint: VaultEndpoint,
    readonly token = '',
  ) {
    this.vault = openVault(endpoint, { token });
  }

  /** The same Vault with another token. */
  as(token: string): VaultAdmin {
    return new VaultAdmin(this.endpoint, token);
  }

  /** @throws {VaultError} when Vault cannot be reached */
  async sealStatus(): Promise<SealStatus> {
    return this.read('sys/seal-status', sealStatusSchema);
  }

  /** The same Vault, with more time for each exchange, in milliseconds. */
  within(timeoutMs: number): VaultAdmin {
    return new VaultAdmin({ ...this.endpoint, timeoutMs }, this.token);
  }

  /** Waits for a seal that opens Vault by itself, such as a KMS key; shares are not waited for. */
  async untilOpenedBySeal(): Promise<void> {
    await patiently(ELECTION, async () => {
      const { initialized, sealed, type } = await this.sealStatus();
      const opensItself = initialized && type !== 'shamir';
      if (opensItself && sealed) throw new VaultError('sealed', `wait for the seal ${type}`);
    });
  }

  /** Waits until a node leads: one that was just unsealed has to be elected first. */
  async untilActive(): Promise<void> {
    await patiently(ELECTION, async () => {
      const { standby } = await this.read('sys/health', healthSchema);
      const { leader_address: leader, is_self: isSelf } = await this.read(
        'sys/leader',
        leaderSchema,
      );
      // A node that was elected a moment ago is a standby until it has loaded everything.
      const isLed = leader !== '' && !isSelf;
      if (standby && !isLed) throw new VaultError('standby', 'wait for a leader');
    });
  }

  /** @throws {VaultError} also when there is nothing at `path` */
  async read<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    const found = await this.find(path, schema);
    if (found === undefined) throw new VaultError('missing-path', `read ${path}`);
    return found;
  }

  /** What stands at `path`, or `undefined` when there is nothing. */
  async find<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T> | undefined> {
    return attempt({ what: `read ${path}`, faultOf }, async () => {
      try {
        return parsed(`read ${path}`, schema, await this.vault.read(path));
      } catch (error) {
        if (refusalOf(error)?.status === 404) return undefined;
        throw error;
      }
    });
  }

  /** Sends `data` to `path` and takes what comes back. */
  async post<T extends z.ZodType>(path: string, data: object, schema: T): Promise<z.infer<T>> {
    return attempt({ what: `write ${path}`, faultOf }, async () => {
      return parsed(`write ${path}`, schema, await this.vault.write(path, data));
    });
  }

  /** Sends `data` to `path`. */
  async write(path: string, data: object): Promise<void> {
    await attempt({ what: `write ${path}`, faultOf }, async () => {
      await this.vault.write(path, data);
    });
  }

  /** Forgets an unfinished making of a root token, of which there can be only one. */
  async cancelRootAttempt(): Promise<void> {
    await attempt({ what: 'cancel the making of a root token', faultOf }, async () => {
      await this.vault.delete('sys/generate-root/attempt');
    });
  }

  /** Gives the token back: nothing can be done with it afterwards. */
  async revoke(): Promise<void> {
    try {
      await this.write('auth/token/revoke-self', {});
    } catch (error) {
      // Denied is who has no token any more, for example after an older snapshot was restored.
      if (!(error instanceof VaultError) || error.kind !== 'denied') throw error;
    }
  }
}
