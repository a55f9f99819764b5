import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '@weather/vault-secrets';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { OperatorError } from './operator-error';

const SHARE_FILE = /^share-(\d+)-of-(\d+)\.(age|pgp)$/;

/** To whom the shares of the key are encrypted. */
export type Recipients =
  | { readonly kind: 'age'; readonly recipients: readonly string[] }
  /** PGP keys, encoded in base64; Vault itself encrypts to them. */
  | { readonly kind: 'pgp'; readonly keys: readonly string[] };

async function encryptedTo(recipient: string, share: Secret): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(share.reveal()));
}

/** Refuses recipients that no share can be encrypted to, before there is a share. */
export async function checkRecipients(recipients: Recipients, shares: number): Promise<void> {
  const { length } = recipients.kind === 'age' ? recipients.recipients : recipients.keys;
  const isOneForAll = recipients.kind === 'age' && length === 1;
  if (length !== shares && !isOneForAll) {
    const wanted =
      recipients.kind === 'age' ? `one, or one for each of the ${shares} shares` : `${shares}`;
    throw new OperatorError(`name ${wanted} as recipients of the shares, not ${length}`, 2);
  }
  if (recipients.kind === 'pgp') return;
  for (const recipient of recipients.recipients) {
    await encryptedTo(recipient, new Secret('')).catch(() => {
      throw new OperatorError(`"${recipient}" is no age recipient (age1…)`, 2);
    });
  }
}

async function encrypted(recipients: Recipients, share: Secret, index: number): Promise<string> {
  // What Vault encrypted to a PGP key is written as it came.
  if (recipients.kind === 'pgp') return `${share.reveal()}\n`;
  const { recipients: all } = recipients;
  return encryptedTo(all[all.length === 1 ? 0 : index] ?? '', share);
}

/** Where the encrypted shares of the unseal key (or of the recovery key) are kept. */
export class KeyShares {
  constructor(readonly folder: string) {}

  /** Makes sure that shares can be written and that none is there, before Vault makes any. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if ((await this.files()).length > 0) {
      const fix = 'keep them if that Vault lives on, and name another folder with --keys';
      throw new OperatorError(`${this.folder} holds the shares of another Vault: ${fix}`);
    }
    const probe = join(this.folder, '.probe');
    await writeFile(probe, '', { mode: 0o600 });
    await rm(probe);
  }

  /** Writes the shares, each encrypted to its recipient. */
  async save(shares: readonly Secret[], recipients: Recipients): Promise<readonly string[]> {
    const paths: string[] = [];
    for (const [index, share] of shares.entries()) {
      const name = `share-${index + 1}-of-${shares.length}.${recipients.kind}`;
      const path = join(this.folder, name);
      await writeFile(`${path}.new`, await encrypted(recipients, share, index), { mode: 0o600 });
      await rename(`${path}.new`, path);
      await chmod(path, 0o400);
      paths.push(path);
    }
    return paths;
  }

  /** The shares that one of the identities opens, in order. */
  async open(identities: readonly Secret[]): Promise<readonly Secret[]> {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(identity.reveal());
    const shares: Secret[] = [];
    for (const name of await this.files()) {
      const text = await readFile(join(this.folder, name), 'utf8');
      const share = name.endsWith('.age') ? await opened(decrypter, text) : undefined;
      if (share !== undefined) shares.push(share);
    }
    return shares;
  }

  private async files(): Promise<readonly string[]> {
    if (!existsSync(this.folder)) return [];
    return (await readdir(this.folder)).filter((name) => SHARE_FILE.test(name)).sort();
  }
}

async function opened(decrypter: Decrypter, text: string): Promise<Secret | undefined> {
  try {
    return new Secret(await decrypter.decrypt(armor.decode(text), 'text'));
  } catch {
    // Encrypted to somebody else, whose share it is.
    return undefined;
  }
}

/** The age identities in a file as age-keygen writes it. */
export async function identitiesIn(path: string): Promise<readonly Secret[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`the identity file ${path} cannot be read: ${String(cause)}`, 2);
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length > 0) return identities.map((line) => new Secret(line));
  throw new OperatorError(`${path} holds no age identity (AGE-SECRET-KEY-…)`, 2);
}
