import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, demand, PrerequisiteError, program } from './prerequisites';

const folder = mkdtempSync(join(tmpdir(), 'weather-programs-'));
const path = process.env['PATH'];

/** Puts a program of that name before all others. */
function install(name: string, script: string): void {
  const place = join(folder, name);
  writeFileSync(place, `#!/bin/sh\n${script}\n`);
  chmodSync(place, 0o755);
}

beforeAll(() => {
  process.env['PATH'] = `${folder}:${path ?? ''}`;
});

afterAll(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

const IDENTITY = `echo '{"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/x"}'`;

describe('account', () => {
  it('is content with credentials of the account that is meant', async () => {
    install('aws', IDENTITY);
    expect(await account('123456789012').fault()).toBeUndefined();
  });

  it('names both accounts when the credentials are of another', async () => {
    install('aws', IDENTITY);
    expect(await account('210987654321').fault()).toBe(
      'these credentials are of account 123456789012, not of 210987654321: choose another profile',
    );
  });

  it('wants to be told which account is meant', async () => {
    install('aws', IDENTITY);
    expect(await account(undefined).fault()).toContain('add --account 123456789012');
  });

  it('tells expired credentials from none', async () => {
    install(
      'aws',
      'echo "An error occurred (ExpiredToken) when calling GetCallerIdentity" >&2; exit 254',
    );
    expect(await account('123456789012').fault()).toContain('have expired: run aws sso login');
    install('aws', 'echo "Unable to locate credentials" >&2; exit 253');
    expect(await account('123456789012').fault()).toContain('run aws configure sso');
  });
});

describe('demand', () => {
  it('tells all faults at once, with what mends each', async () => {
    install('aws', 'exit 1');
    const missing = program('no-such-program', ['version'], 'install it from https://example.org');
    const demanded = demand([missing, account('123456789012'), program('sh', ['-c', 'true'], '')]);
    await expect(demanded).rejects.toThrow(PrerequisiteError);
    await expect(demanded).rejects.toMatchObject({
      faults: [
        'no-such-program is not here: install it from https://example.org',
        'AWS does not know who you are: run aws configure sso, or set AWS_PROFILE',
      ],
    });
  });
});
