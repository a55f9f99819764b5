import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@weather/vault-secrets';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { checkRecipients, KeyShares, type Recipients } from './key-shares';
import { OperatorError } from './operator-error';

describe('KeyShares', () => {
  const shares = ['one', 'two', 'three'].map((text) => new Secret(`share ${text}`));
  let folder: string;
  let identities: string[];
  let recipients: Recipients;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'key-shares-'));
    identities = await Promise.all(shares.map(() => generateX25519Identity()));
    const all = await Promise.all(identities.map((identity) => identityToRecipient(identity)));
    recipients = { kind: 'age', recipients: all };
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function opened(...who: readonly number[]): Promise<readonly string[]> {
    const present = who.map((index) => new Secret(identities[index] ?? ''));
    return (await new KeyShares(folder).open(present)).map((share) => share.reveal());
  }

  it('opens to each holder their own share only', async () => {
    await new KeyShares(folder).save(shares, recipients);
    expect(await opened(1)).toEqual(['share two']);
    expect(await opened(2, 0)).toEqual(['share one', 'share three']);
    expect(await opened()).toEqual([]);
  });

  it('keeps them encrypted, readable by their owner alone', async () => {
    const paths = await new KeyShares(folder).save(shares, recipients);
    expect(paths).toHaveLength(3);
    for (const path of paths) {
      expect(statSync(path).mode & 0o777).toBe(0o400);
      expect(readFileSync(path, 'utf8')).not.toContain('share ');
    }
  });

  it('encrypts all to the one recipient there is', async () => {
    const [only = ''] = recipients.kind === 'age' ? recipients.recipients : [];
    await new KeyShares(folder).save(shares, { kind: 'age', recipients: [only] });
    expect(await opened(0)).toHaveLength(3);
  });

  it('writes what Vault encrypted to PGP keys as it came, and cannot open it', async () => {
    await new KeyShares(folder).save(shares, { kind: 'pgp', keys: ['a', 'b', 'c'] });
    expect(readdirSync(folder)[0]).toBe('share-1-of-3.pgp');
    expect(readFileSync(join(folder, 'share-1-of-3.pgp'), 'utf8')).toBe('share one\n');
    expect(await opened(0, 1, 2)).toEqual([]);
  });

  it('refuses a folder with the shares of another Vault', async () => {
    await new KeyShares(folder).save(shares, recipients);
    await expect(new KeyShares(folder).prepare()).rejects.toThrow('shares of another Vault');
  });

  it.each<[string, Recipients]>([
    ['none', { kind: 'age', recipients: [] }],
    ['too few', { kind: 'age', recipients: ['age1a', 'age1b'] }],
    ['what is no recipient', { kind: 'age', recipients: ['alice'] }],
    ['one PGP key for all', { kind: 'pgp', keys: ['a'] }],
  ])('refuses %s before there is a share', async (_what, wrong) => {
    await expect(checkRecipients(wrong, 3)).rejects.toThrow(OperatorError);
  });
});
