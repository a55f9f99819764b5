import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../servers/run';

/** Somebody with a PGP key of their own. */
export class PgpHolder {
  private constructor(
    private readonly home: string,
    /** The armored public key. */
    readonly keyFile: string,
  ) {}

  static async create(folder: string, name: string): Promise<PgpHolder> {
    const home = join(folder, name);
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const holder = new PgpHolder(home, join(home, 'key.asc'));
    await holder.gpg('--quick-generate-key', `${name}@example.org`, 'default', 'default', 'never');
    writeFileSync(holder.keyFile, await holder.gpg('--armor', '--export'));
    return holder;
  }

  /** What stands in a share that was encrypted to this key. */
  async open(path: string): Promise<string> {
    const encrypted = join(this.home, 'share.gpg');
    writeFileSync(encrypted, Buffer.from(readFileSync(path, 'utf8'), 'base64'));
    return this.gpg('--decrypt', encrypted);
  }

  /** Ends the agent that gpg starts. */
  async leave(): Promise<void> {
    await run('gpgconf', ['--homedir', this.home, '--kill', 'all']);
  }

  private gpg(...words: readonly string[]): Promise<string> {
    const alone = ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', ''];
    return run('gpg', ['--homedir', this.home, ...alone, ...words]);
  }
}
