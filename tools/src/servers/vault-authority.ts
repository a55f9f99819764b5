import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';

/** A certificate and its key, as files. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const LOOPBACK = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

/** A certificate authority that lives for one test run. */
export class TestAuthority {
  private constructor(
    private readonly folder: string,
    /** The certificate that whoever trusts the authority has to know. */
    readonly certificate: string,
  ) {}

  /** @param folder where it keeps its key */
  static async create(folder: string, name: string): Promise<TestAuthority> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const certificate = join(folder, 'ca.crt');
    const files = ['-keyout', join(folder, 'ca.key'), '-out', certificate];
    await run('openssl', ['req', '-x509', ...NEW_KEY, ...files, '-subj', `/CN=${name}`]);
    return new TestAuthority(folder, certificate);
  }

  /** A certificate for a server on loopback. */
  async issue(name: string): Promise<KeyPair> {
    const at = (extension: string) => join(this.folder, `${name}.${extension}`);
    const subject = ['-subj', `/CN=${name}`];
    await run('openssl', ['req', ...NEW_KEY, '-keyout', at('key'), '-out', at('csr'), ...subject]);
    writeFileSync(at('ext'), LOOPBACK);
    const authority = ['-CA', this.certificate, '-CAkey', join(this.folder, 'ca.key')];
    const parameters = ['x509', '-req', '-in', at('csr'), ...authority, '-CAcreateserial'];
    const files = ['-out', at('crt'), '-days', '2', '-extfile', at('ext')];
    await run('openssl', [...parameters, ...files]);
    return { certificate: at('crt'), key: at('key') };
  }
}
