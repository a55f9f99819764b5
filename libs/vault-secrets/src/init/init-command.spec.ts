import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnvFile } from '../env-file';
import { keyValue, LOGGED_IN, refusal, ScriptedVault } from '../vault/testing/scripted-vault';
import { runVaultInit } from './init-command';

const LOGIN = 'POST /v1/auth/kubernetes/login';
const LIMITS = 'GET /v1/secret/data/api/rate-limits';
const PASSWORD = `it's "odd" #1\\ é`;

interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

describe('runVaultInit', () => {
  let vault: ScriptedVault;
  let folder: string;
  let lines: LogLine[];
  let stop: AbortController;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vault-init-'));
    writeFileSync(join(folder, 'token'), 'eyJ.of.the-service-account');
    lines = [];
    stop = new AbortController();
    vault = new ScriptedVault();
    await vault.listen();
    vault
      .on(LOGIN, LOGGED_IN)
      .on('POST /v1/auth/token/revoke-self', { status: 204 })
      .on(LIMITS, keyValue({ max_requests: 600 }))
      .on('GET /v1/secret/data/dagster-eks/aws/s3-bucket-name', keyValue({ bucket: 'products' }))
      .on(
        'GET /v1/secret/data/dagster-eks/postgres/dagster-db-password',
        keyValue({ password: PASSWORD }),
      );
  });

  afterEach(() => {
    stop.abort();
    vault.close();
    rmSync(folder, { recursive: true });
  });

  function start(environment: Record<string, string> = {}, ...words: string[]): Promise<number> {
    const level = (name: string) => (fields: object, message: string) => {
      lines.push({ level: name, message, fields: { ...fields } });
    };
    return runVaultInit({
      words,
      environment: {
        VAULT_ADDR: vault.address.origin,
        VAULT_ROLE: 'api-role',
        VAULT_JWT_FILE: join(folder, 'token'),
        VAULT_DEADLINE_SECONDS: '1',
        ENV_FILE: join(folder, '.env'),
        ...environment,
      },
      log: { info: level('info'), warn: level('warn'), error: level('error') },
      signal: stop.signal,
    });
  }

  function written(): Record<string, string> {
    const path = join(folder, '.env');
    return Object.fromEntries(parseEnvFile(readFileSync(path, 'utf8'), path));
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; !condition() && tries < 200; tries += 1) await sleep(20);
    expect(condition()).toBe(true);
  }

  it('writes the variables of the role, for its user alone, and nothing beside them', async () => {
    expect(await start()).toBe(0);
    expect(written()).toEqual({
      DAGSTER_DB_PASSWORD: PASSWORD,
      MAX_REQUESTS: '600',
      WEATHER_RESULTS_BUCKET: 'products',
    });
    const { mode, uid } = statSync(join(folder, '.env'));
    expect([mode & 0o777, uid]).toEqual([0o400, process.getuid?.()]);
    expect(readdirSync(folder).sort()).toEqual(['.env', 'token']);
  });

  it('says what it did in one line, without values', async () => {
    await start();
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'Secrets:Write:Done',
        fields: {
          file: join(folder, '.env'),
          role: 'api-role',
          variables: ['DAGSTER_DB_PASSWORD', 'MAX_REQUESTS', 'WEATHER_RESULTS_BUCKET'],
          versions: {
            'secret/data/api/rate-limits': 1,
            'secret/data/dagster-eks/aws/s3-bucket-name': 1,
            'secret/data/dagster-eks/postgres/dagster-db-password': 1,
          },
        },
      },
    ]);
  });

  it('takes the place of an older file and of what a killed run left', async () => {
    writeFileSync(join(folder, '.env'), 'OLD=1', { mode: 0o400 });
    writeFileSync(join(folder, '.env.new'), 'HALF', { mode: 0o400 });
    expect(await start()).toBe(0);
    expect(written()).not.toHaveProperty('OLD');
    expect(readdirSync(folder)).not.toContain('.env.new');
  });

  it('ends with the exit code of the fault, and leaves the old file alone', async () => {
    writeFileSync(join(folder, '.env'), 'OLD=1');
    vault.on(LIMITS, refusal(403, 'permission denied'));
    expect(await start()).toBe(30);
    expect(written()).toEqual({ OLD: '1' });
    expect(lines).toEqual([expect.objectContaining({ message: 'Secrets:Write:Failed' })]);
  });

  it('tells once that it waits', async () => {
    vault.on(LOGIN, refusal(503, 'Vault is sealed'));
    expect(await start()).toBe(13);
    expect(lines.map(({ message }) => message)).toEqual([
      'Vault:Wait:Started',
      'Secrets:Write:Failed',
    ]);
  });

  it('says when the file cannot be written', async () => {
    expect(await start({ ENV_FILE: join(folder, 'missing', '.env') })).toBe(40);
    expect(lines[0]?.fields['reason']).toContain('ENOENT');
  });

  it('names all faults of the configuration at once', async () => {
    const wrong = { VAULT_ADDR: 'http://vault:8200', VAULT_ROLE: 'root', VAULT_SKIP_VERIFY: '1' };
    expect(await start({ ...wrong, VAULT_TIMEOUT_MS: 'x' })).toBe(2);
    const faults = String(lines[0]?.fields['faults']);
    for (const name of [...Object.keys(wrong), 'VAULT_TIMEOUT_MS']) expect(faults).toContain(name);
  });

  it.each([
    ['a CA file that is missing', { VAULT_CACERT: '/nowhere/ca.crt' }, []],
    ['an option nobody knows', {}, ['--wacht']],
  ])('refuses %s', async (_what, environment, words) => {
    expect(await start({ ...environment }, ...words)).toBe(2);
  });

  it('rewrites the file on a new version while it watches, with one login', async () => {
    const ending = start({ VAULT_WATCH_SECONDS: '1' }, '--watch');
    await until(() => lines.length === 1);
    vault.on(LIMITS, keyValue({ max_requests: 700 }, 2));
    await until(() => lines.length === 2);
    expect(written()['MAX_REQUESTS']).toBe('700');
    stop.abort();
    expect(await ending).toBe(0);
    expect(vault.seen.filter(({ path }) => path.endsWith('/login'))).toHaveLength(2);
    expect(vault.seen.at(-1)?.path).toBe('/v1/auth/token/revoke-self');
  });

  it('keeps the file while Vault fails, says so once, and logs in anew', async () => {
    const ending = start({ VAULT_WATCH_SECONDS: '1' }, '--watch');
    await until(() => lines.length === 1);
    const denied = refusal(403, 'permission denied');
    vault.on(LIMITS, denied, denied, keyValue({ max_requests: 800 }, 3));
    await until(() => lines.length === 3);
    expect(lines.map(({ message }) => message)).toEqual([
      'Secrets:Write:Done',
      'Secrets:Watch:Failed',
      'Secrets:Write:Done',
    ]);
    expect(written()['MAX_REQUESTS']).toBe('800');
    stop.abort();
    await ending;
  });
});
