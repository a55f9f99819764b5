import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { findRole } from '../catalogue';
import { keyValue, LOGGED_IN, refusal, ScriptedVault, type Reply } from './testing/scripted-vault';
import { VaultError } from './vault-error';
import type { VaultFaultName } from './vault-faults';
import { VaultSource, type VaultSourceOptions } from './vault-source';

const LOGIN = 'POST /v1/auth/kubernetes/login';
const REVOKE = 'POST /v1/auth/token/revoke-self';
const LIMITS = 'GET /v1/secret/data/api/rate-limits';
const JWT = 'eyJ.of.the-service-account';

describe('VaultSource', () => {
  let vault: ScriptedVault;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vault-source-'));
    writeFileSync(join(folder, 'token'), `${JWT}\n`);
    vault = new ScriptedVault();
    await vault.listen();
    vault
      .on(LOGIN, LOGGED_IN)
      .on(REVOKE, { status: 204 })
      .on(LIMITS, keyValue({ max_requests: 600 }, 3))
      .on('GET /v1/secret/data/blue/aws/s3-bucket-name', keyValue({ bucket: 'products' }))
      .on('GET /v1/secret/data/blue/postgres/dagster-db-password', keyValue({ password: 'pw' }, 2));
  });

  afterEach(() => {
    vault.close();
    rmSync(folder, { recursive: true });
  });

  function source(options: Partial<VaultSourceOptions> = {}, deadlineMs = 300): VaultSource {
    const role = findRole('api-role');
    if (role === undefined) throw new Error('the catalogue lacks api-role');
    return new VaultSource({
      endpoint: { address: vault.address, timeoutMs: 200 },
      role,
      mount: 'kubernetes',
      tokenFile: join(folder, 'token'),
      cluster: 'blue',
      patience: { deadlineMs, firstPauseMs: 10, longestPauseMs: 20 },
      ...options,
    });
  }

  async function faultOf(reading: Promise<unknown>): Promise<VaultError> {
    const error: unknown = await reading.then(
      () => new Error('it was read'),
      (reason: unknown) => reason,
    );
    if (error instanceof VaultError) return error;
    throw error;
  }

  it('logs in, reads what the catalogue gives to the role, and gives the token back', async () => {
    const { secrets, versions } = await source().readOnce();
    expect([...secrets].map(([name, secret]) => [name, secret.reveal()])).toEqual([
      ['DAGSTER_DB_PASSWORD', 'pw'],
      ['WEATHER_RESULTS_BUCKET', 'products'],
      ['MAX_REQUESTS', '600'],
    ]);
    expect(versions).toEqual({
      'secret/data/blue/postgres/dagster-db-password': 2,
      'secret/data/blue/aws/s3-bucket-name': 1,
      'secret/data/api/rate-limits': 3,
    });
    const [login, ...rest] = vault.seen;
    expect(login?.body).toEqual({ role: 'api-role', jwt: JWT });
    expect(rest.map(({ token }) => token)).toEqual(rest.map(() => 'hvs.of-the-test'));
    expect(rest.at(-1)?.path).toBe('/v1/auth/token/revoke-self');
  });

  it('gives the token back also when a read fails', async () => {
    vault.on(LIMITS, refusal(403, 'permission denied'));
    await faultOf(source().readOnce());
    expect(vault.seen.at(-1)?.path).toBe('/v1/auth/token/revoke-self');
  });

  it('has the secrets although the token could not be given back, and says so', async () => {
    const told: unknown[] = [];
    vault.on(REVOKE, refusal(500, 'internal error'));
    await source({ onNotRevoked: (error) => told.push(error) }).readOnce();
    expect(told).toEqual([expect.objectContaining({ kind: 'broken' })]);
  });

  it.each<[VaultFaultName, Reply]>([
    ['unknown-role', refusal(400, 'invalid role name "api-role"')],
    ['unbound-account', refusal(403, 'service account name not authorized')],
    ['unbound-namespace', refusal(403, 'namespace not authorized')],
    ['wrong-audience', refusal(403, 'invalid audience (aud) claim: no match')],
    ['expired-token', refusal(403, 'invalid expiration time (exp) claim: token is expired')],
    ['refused-token', refusal(403, 'permission denied')],
    ['sealed', refusal(503, 'Vault is sealed')],
    ['standby', refusal(500, 'local node not active but active cluster node not found')],
    ['broken', refusal(502)],
    ['broken', { status: 200, body: { auth: {} } }],
    ['broken', (response) => response.end('<html>a proxy</html>')],
    ['broken', (response) => response.writeHead(200, { 'content-length': 99 }).end('{"auth":')],
    ['broken', (response) => response.socket?.end('garbage\r\n\r\n')],
    ['unreachable', (response) => response.socket?.destroy()],
    ['slow', () => undefined],
    ['slow', (response) => response.writeHead(200).write('{"auth":')],
  ])('tells of a login that fails: %s', async (kind, reply) => {
    vault.on(LOGIN, reply);
    const error = await faultOf(source().readOnce());
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(/^could not log in to Vault as api-role: /);
    expect(inspect(error, { depth: 9 })).not.toContain(JWT);
  });

  it('tells a Vault that was never set up from one that is sealed', async () => {
    const status = { initialized: false, sealed: true, type: 'shamir', version: '1' };
    vault
      .on(LOGIN, refusal(503, 'Vault is sealed'))
      .on('GET /v1/sys/seal-status', { status: 200, body: { ...status, t: 0, n: 0, progress: 0 } });
    expect((await faultOf(source().readOnce())).kind).toBe('uninitialized');
  });

  it.each<[VaultFaultName, Reply, string]>([
    ['denied', refusal(403, 'permission denied'), 'policy api-app; status 403: permission denied'],
    ['missing-path', refusal(404), 'secret/data/api/rate-limits'],
    ['missing-key', keyValue({ other: 1 }), 'key max_requests'],
    ['missing-key', keyValue({ max_requests: '' }), 'key max_requests'],
    ['broken', { status: 200, body: { data: 7 } }, 'the answer makes no sense'],
  ])('names the path and the fix when a read fails: %s', async (kind, reply, words) => {
    vault.on(LIMITS, reply);
    const error = await faultOf(source().readOnce());
    expect([error.kind, error.fault.fix.length > 0]).toEqual([kind, true]);
    expect(error.message).toContain('read secret/data/api/rate-limits from Vault');
    expect(error.message).toContain(words);
  });

  it('waits while Vault is sealed, and tells of it', async () => {
    const told: string[] = [];
    vault.on(LOGIN, refusal(503, 'Vault is sealed'), refusal(503, 'Vault is sealed'), LOGGED_IN);
    const patience = {
      ...{ deadlineMs: 5000, firstPauseMs: 5, longestPauseMs: 10 },
      onWait: ({ kind }: VaultError) => told.push(kind),
    };
    expect((await source({ patience }).read()).size).toBe(3);
    expect(told).toEqual(['sealed', 'sealed']);
  });

  it('gives up at its deadline', async () => {
    vault.on(LOGIN, refusal(503, 'Vault is sealed'));
    const before = performance.now();
    await faultOf(source({}, 150).readOnce());
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('does not wait for what no waiting mends', async () => {
    vault.on(LOGIN, refusal(403, 'namespace not authorized'));
    await faultOf(source({}, 60_000).readOnce());
    expect(vault.seen).toHaveLength(1);
  });

  it('does not follow a redirect, which would take the token elsewhere', async () => {
    const redirect: Reply = (response) =>
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
    vault.on(LIMITS, redirect);
    expect((await faultOf(source().readOnce())).kind).toBe('standby');
  });

  it.each([
    ['missing', undefined],
    ['empty', '\n'],
  ])('says when the token of the service account is %s', async (_state, content) => {
    rmSync(join(folder, 'token'));
    if (content !== undefined) writeFileSync(join(folder, 'token'), content);
    const error = await faultOf(source().readOnce());
    expect([error.kind, vault.seen]).toEqual(['no-token', []]);
    expect(error.message).toContain(join(folder, 'token'));
  });

  it('takes no token and no address from the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { VAULT_TOKEN: 'hvs.other', VAULT_ADDR: 'http://127.0.0.1:1' });
    await source().readOnce();
    process.env = before;
    expect(vault.seen.map(({ token }) => token)).not.toContain('hvs.other');
  });
});
