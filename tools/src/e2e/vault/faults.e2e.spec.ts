import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestAuthority } from '../../servers/vault-authority';
import { ClusterRig } from './cluster-rig';
import type { EndedProgram } from './ended-program';

/** Programs need a moment to start and to end. */
const GRACE_MS = 4000;

describe('a Vault that is not well', () => {
  let cluster: ClusterRig;
  let destroy = () => Promise.resolve();
  let servers: Server[] = [];
  let runs = 0;

  beforeAll(async () => {
    cluster = await ClusterRig.create('faults');
    destroy = () => cluster.destroy();
  }, 1_800_000);

  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    servers = [];
  });

  afterAll(() => destroy());

  async function init(variables: Record<string, string> = {}): Promise<EndedProgram> {
    runs += 1;
    const role = 'api-role';
    const folder = cluster.podFolder(`pod-${runs}`);
    const timing = { VAULT_DEADLINE_SECONDS: '3', VAULT_TIMEOUT_MS: '1000' };
    const token = await cluster.token(role);
    return cluster.init({ role, folder, token, variables: { ...timing, ...variables } });
  }

  /** A server with a certificate that is trusted, or not, and behaves as `listener` does. */
  async function pretend(listener: RequestListener, authority = cluster.rig.vault.authority) {
    const pair = await authority.issue(`pretender-${runs}`);
    const options = { cert: readFileSync(pair.certificate), key: readFileSync(pair.key) };
    const server = createServer(options, listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { VAULT_ADDR: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('is waited for while it is sealed, until the deadline', async () => {
    await cluster.rig.vault.down();
    await cluster.rig.vault.up();
    const ended = await init();
    expect([ended.code, ended.said]).toEqual([
      13,
      expect.stringContaining('nx run infra:vault-unseal'),
    ]);
    expect(ended.ms).toBeGreaterThan(2000);
    expect(ended.ms).toBeLessThan(3000 + GRACE_MS);
  });

  it('is served as soon as it is unsealed', async () => {
    const waiting = init({ VAULT_DEADLINE_SECONDS: '60' });
    expect((await cluster.rig.operate(['unseal'])).code).toBe(0);
    const ended = await waiting;
    expect([ended.code, ended.said]).toEqual([0, expect.stringContaining('Vault:Wait:Started')]);
  });

  it('is waited for while it is stopped, and found when it is back', async () => {
    await cluster.rig.vault.down();
    const gone = await init();
    expect([gone.code, gone.said]).toEqual([10, expect.stringContaining('ECONNREFUSED')]);
    const waiting = init({ VAULT_DEADLINE_SECONDS: '60' });
    await cluster.rig.vault.up();
    await cluster.rig.operate(['unseal']);
    expect((await waiting).code).toBe(0);
  });

  it('is told from one that was never set up', async () => {
    await cluster.rig.vault.down();
    cluster.rig.vault.wipe();
    await cluster.rig.vault.up();
    const ended = await init();
    expect([ended.code, ended.said]).toEqual([
      14,
      expect.stringContaining('nx run infra:vault-init'),
    ]);
  });

  it('is not believed with a certificate of another CA, and not waited for', async () => {
    const stranger = await TestAuthority.create(cluster.rig.place('stranger'), 'a stranger');
    const seen: string[] = [];
    const address = await pretend((request) => seen.push(request.url ?? ''), stranger);
    const ended = await init({ ...address, VAULT_DEADLINE_SECONDS: '60' });
    expect([ended.code, ended.said, seen]).toEqual([
      12,
      expect.stringContaining('VAULT_CACERT'),
      [],
    ]);
    expect(ended.ms).toBeLessThan(GRACE_MS);
  });

  it('is not believed because the environment says so', async () => {
    const stranger = await TestAuthority.create(cluster.rig.place('stranger-2'), 'a stranger');
    const address = await pretend(() => undefined, stranger);
    const ended = await init({ ...address, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(ended.code).toBe(12);
    expect((await init({ VAULT_SKIP_VERIFY: '1' })).code).toBe(2);
  });

  it.each<[string, number, RequestListener]>([
    ['hangs', 11, () => undefined],
    [
      'sends its answer in drops',
      11,
      (_request, response) => {
        response.writeHead(200);
        const drops = setInterval(() => response.write(' '), 100);
        response.once('close', () => {
          clearInterval(drops);
        });
      },
    ],
    ['answers 502', 16, (_request, response) => response.writeHead(502).end('<html>')],
    [
      'stops in the middle of an answer',
      16,
      (_request, response) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"auth": {"client_tok');
        setTimeout(() => response.destroy(), 50);
      },
    ],
    ['drops the connection', 10, (request) => request.socket.destroy()],
  ])('is waited for until the deadline when it %s', async (_what, code, listener) => {
    const ended = await init(await pretend(listener));
    expect(ended.code).toBe(code);
    expect(ended.ms).toBeGreaterThan(2000);
    expect(ended.ms).toBeLessThan(3000 + GRACE_MS);
    const last = ended.said.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ level: 'error', msg: 'Secrets:Write:Failed' });
  });
});
