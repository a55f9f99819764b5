import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretFiles, type SecretFilesOptions } from './secret-files';

describe('SecretFiles', () => {
  let folder: string;
  let milliseconds: number;
  let envFile: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secret-files-'));
    envFile = join(folder, '.env');
    milliseconds = 0;
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function open(
    environment: Record<string, string>,
    options: SecretFilesOptions = {},
  ): SecretFiles {
    const clock = () => milliseconds;
    return new SecretFiles(environment, { clock, defaultEnvFile: envFile, ...options });
  }

  function replace(path: string, text: string): void {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }

  it('finds a secret in the file that ENV_FILE names', () => {
    const path = join(folder, 'other.env');
    writeFileSync(path, 'KEY=from the file');
    const found = open({ ENV_FILE: path }).find('KEY');
    expect([found?.secret.reveal(), found?.path]).toEqual(['from the file', path]);
  });

  it('finds nothing where neither file is there', () => {
    expect(open({}).find('KEY')).toBeUndefined();
  });

  it('prefers the file that <NAME>_FILE names', () => {
    writeFileSync(envFile, 'KEY=common');
    writeFileSync(join(folder, 'key'), 'own\n');
    const found = open({ KEY_FILE: join(folder, 'key') }).find('KEY');
    expect(found?.secret.reveal()).toBe('own');
  });

  it('never takes a secret from the environment', () => {
    writeFileSync(envFile, 'KEY=common');
    expect(open({ KEY: 'environment' }).find('KEY')?.secret.reveal()).toBe('common');
  });

  it('prefers the environment for a setting, but not over a file of its own', () => {
    writeFileSync(envFile, 'A=file\nB=file\nC=file');
    writeFileSync(join(folder, 'c'), 'own');
    const files = open({ A: 'environment', C: 'environment', C_FILE: join(folder, 'c') });
    expect(['A', 'B', 'C', 'D'].map((name) => files.setting(name))).toEqual([
      'environment',
      'file',
      'own',
      undefined,
    ]);
  });

  it('leaves the environment of the process alone', () => {
    writeFileSync(envFile, 'NEVER_IN_ENVIRONMENT=x');
    open({}).find('NEVER_IN_ENVIRONMENT');
    expect(process.env['NEVER_IN_ENVIRONMENT']).toBeUndefined();
  });

  it('reads a file again once it was replaced', () => {
    writeFileSync(envFile, 'KEY=old');
    const files = open({});
    expect(files.find('KEY')?.secret.reveal()).toBe('old');
    replace(envFile, 'KEY=new');
    expect(files.find('KEY')?.secret.reveal()).toBe('old');
    milliseconds += 1000;
    expect(files.find('KEY')?.secret.reveal()).toBe('new');
  });

  it('keeps the last good content while the file is bad or gone, and says so', () => {
    const complaints: string[] = [];
    writeFileSync(envFile, 'KEY=old');
    const files = open({}, { onUnreadable: (error) => complaints.push(String(error)) });
    files.find('KEY');
    for (const text of ['garbage', undefined]) {
      if (text === undefined) rmSync(envFile);
      else replace(envFile, text);
      milliseconds += 1000;
      expect(files.find('KEY')?.secret.reveal()).toBe('old');
    }
    expect(complaints).toEqual([
      `SecretFileError: cannot use the secrets in ${envFile}: line 1 is not NAME=VALUE`,
      `SecretFileError: cannot use the secrets in ${envFile}: there is no such file`,
    ]);
  });

  it('refuses an ENV_FILE that is not there', () => {
    const path = join(folder, 'missing');
    expect(() => open({ ENV_FILE: path }).find('KEY')).toThrow(
      `cannot use the secrets in ${path}: there is no such file`,
    );
  });

  it('refuses a file of a single secret that is empty', () => {
    const path = join(folder, 'empty');
    writeFileSync(path, '\n');
    expect(() => open({ KEY_FILE: path }).find('KEY')).toThrow('it is empty');
  });

  it('says when a directory stands where the file should be', () => {
    expect(() => open({ KEY_FILE: folder }).find('KEY')).toThrow('it is a directory');
  });

  it('answers all secrets of the common file to those who want them at once', async () => {
    writeFileSync(envFile, 'A=1\nB=2');
    chmodSync(envFile, 0o400);
    const all = await open({}).read();
    expect([...all].map(([name, secret]) => [name, secret.reveal()])).toEqual([
      ['A', '1'],
      ['B', '2'],
    ]);
  });
});
