import { readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnvFile } from '@weather/vault-secrets';
import {
  dataPath,
  KUBERNETES_MOUNT,
  ROLES,
  variablesOf,
  type RoleName,
} from '@weather/vault-secrets/catalogue';
import { openVault, refusalOf, type VaultClient } from '@weather/vault-secrets/vault';
import { resign } from '../../servers/kube-service-accounts';
import { accessMatrix } from '../../vault/access-matrix';
import { APP_USER, ClusterRig } from './cluster-rig';

const CLUSTER = 'dagster-eks';

describe('from a service account to the secrets', () => {
  let cluster: ClusterRig;
  let destroy = () => Promise.resolve();

  beforeAll(async () => {
    cluster = await ClusterRig.create('login');
    destroy = () => cluster.destroy();
  }, 1_800_000);

  afterAll(() => destroy());

  function written(folder: string): Record<string, string> {
    const path = join(folder, '.env');
    return Object.fromEntries(parseEnvFile(readFileSync(path, 'utf8'), path));
  }

  it.each(ROLES.map(({ name }) => name))(
    'writes exactly the variables of %s, with mode 0400 for the user of the app',
    async (role) => {
      const folder = cluster.podFolder(role);
      const ended = await cluster.init({ role, folder, token: await cluster.token(role) });
      expect([ended.code, ended.said]).toEqual([0, expect.stringContaining('Secrets:Write:Done')]);
      const wanted = variablesOf(role).filter(({ seeding }) => seeding.kind !== 'optional');
      expect(Object.keys(written(folder)).sort()).toEqual(
        wanted.map(({ variable }) => variable).sort(),
      );
      const { mode, uid } = statSync(join(folder, '.env'));
      expect([mode & 0o777, uid]).toEqual([0o400, APP_USER ?? process.getuid?.()]);
      expect(ended.said.trim().split('\n')).toHaveLength(1);
      for (const value of Object.values(written(folder))) expect(ended.said).not.toContain(value);
    },
  );

  interface Refused {
    readonly what: string;
    readonly code: number;
    /** Words of the message that tell what to mend. */
    readonly fix: string;
    readonly make: () => Promise<string>;
  }

  const role = 'api-role';
  const refused: readonly Refused[] = [
    {
      what: 'another service account',
      code: 21,
      fix: 'run the pod as the service account that the role is bound to',
      make: () => cluster.token(role, { name: 'other' }),
    },
    {
      what: 'another namespace',
      code: 22,
      fix: 'run the pod in the namespace that the role is bound to',
      make: () => cluster.token(role, { namespace: 'elsewhere' }),
    },
    {
      what: 'another audience',
      code: 23,
      fix: 'project the token with audience',
      make: () => cluster.token(role, { audience: 'api' }),
    },
    {
      what: 'an expired token',
      code: 24,
      fix: 'mount a projected token, which Kubernetes renews',
      make: async () => resign(cluster.kube, await cluster.token(role), { exp: 1_700_000_000 }),
    },
    {
      what: 'a token that somebody forged',
      code: 25,
      fix: 'that its reviewer may create token reviews',
      make: async () => `${(await cluster.token(role)).slice(0, -8)}AAAAAAAA`,
    },
  ];

  it.each(refused)('refuses $what with exit code $code and the fix', async (refusal) => {
    const { what, code, fix, make } = refusal;
    const folder = cluster.podFolder(what.replaceAll(' ', '-'));
    const token = await make();
    const ended = await cluster.init({ role, folder, token });
    expect([ended.code, ended.said]).toEqual([code, expect.stringContaining(fix)]);
    expect(ended.said).not.toContain(token.split('.')[2]);
    expect(readdirSync(folder)).toEqual(['token']);
  });

  async function sessionOf(role: RoleName): Promise<VaultClient> {
    const { vault } = cluster.rig;
    const ca = readFileSync(vault.caFile, 'utf8');
    const client = openVault({ address: new URL(vault.address), ca, timeoutMs: 5000 });
    await client.kubernetesLogin({
      mount_point: KUBERNETES_MOUNT,
      role,
      jwt: await cluster.token(role),
    });
    return client;
  }

  async function statusOf(request: Promise<unknown>): Promise<number> {
    return request.then(
      () => 200,
      (error: unknown) => refusalOf(error)?.status ?? -1,
    );
  }

  it.each(ROLES)('lets $name do what the matrix says, and nothing else', async (role) => {
    const client = await sessionOf(role.name);
    for (const { path, capabilities } of accessMatrix(CLUSTER).filter((a) => a.role === role)) {
      const expected = capabilities.includes('read') ? 200 : 403;
      const outcomes = {
        read: await statusOf(client.read(path)),
        write: await statusOf(client.write(path, { data: {} })),
        list: await statusOf(client.list(path)),
        delete: await statusOf(client.delete(path)),
      };
      // Vault refuses to write to a folder before it asks who may.
      const write = path.endsWith('/') ? 400 : 403;
      const wanted = { read: expected, write, list: 403, delete: 403 };
      expect({ path, ...outcomes }).toEqual({ path, ...wanted });
    }
    expect(await statusOf(client.tokenRevokeSelf())).toBe(200);
    expect(await statusOf(client.read('secret/data/api/rate-limits'))).toBe(403);
  });

  /** Ends at the first, second, third … change in a folder: while the file is made and moved. */
  function atChange(folder: string, count: number): AbortSignal {
    const controller = new AbortController();
    let changes = 0;
    const watcher = watch(folder, () => {
      changes += 1;
      if (changes < count) return;
      watcher.close();
      controller.abort();
    });
    return controller.signal;
  }

  it('leaves the old file or the new one, whenever it is killed', async () => {
    const folder = cluster.podFolder('killed');
    const pod = { role, folder, token: await cluster.token(role) } as const;
    const { ms } = await cluster.init(pod);
    const file = join(folder, '.env');
    const whole = readFileSync(file, 'utf8');
    const times = Array.from({ length: 16 }, (_, step) => (ms * (step + 1)) / 16);
    const moments = [
      ...times.map((time) => () => AbortSignal.timeout(Math.round(time))),
      ...[1, 2, 3, 4, 5, 6].map((count) => () => atChange(folder, count)),
    ];
    for (const moment of moments) {
      rmSync(file, { force: true });
      writeFileSync(file, 'OLD=1\n', { mode: 0o400 });
      await cluster.init({ ...pod, kill: moment() });
      expect(['OLD=1\n', whole]).toContain(readFileSync(file, 'utf8'));
    }
    expect((await cluster.init(pod)).code).toBe(0);
    expect([readFileSync(file, 'utf8'), readdirSync(folder).sort()]).toEqual([
      whole,
      ['.env', 'token'],
    ]);
  });

  it('goes on when the service account of the reviewer is made anew, with the new token', async () => {
    const folder = cluster.podFolder('renewed');
    const pod = { role, folder, token: await cluster.token(role) } as const;
    const until = async (code: number) => {
      const giveUpAt = performance.now() + 90_000;
      while ((await cluster.init(pod)).code !== code) {
        expect(performance.now()).toBeLessThan(giveUpAt);
        await sleep(1000);
      }
    };
    // The API server believes a token for some seconds after it has lost its account, and Vault looks
    // at its own token once a minute.
    await cluster.replaceReviewer();
    await until(25);
    await cluster.renewReviewer();
    await until(0);
  }, 200_000);

  it('has an entry in the audit log for every secret that a pod was served in these tests', () => {
    const paths = (role: RoleName) => new Set(variablesOf(role).map(({ path }) => path));
    const served = cluster.served.flatMap((role) => [...paths(role)]);
    const read = readsOf(cluster.rig.vault.auditEntries());
    expect(cluster.served.length).toBeGreaterThan(5);
    for (const path of new Set(served)) {
      const times = served.filter((one) => one === path).length;
      const entries = read.filter((one) => one.path === dataPath(CLUSTER, path));
      expect(entries.length).toBeGreaterThanOrEqual(times);
    }
  });

  it('leaves a trace of a read in the audit log, without a value', async () => {
    const text = readFileSync(cluster.rig.vault.auditFile, 'utf8');
    const secrets = await cluster.rig.contents();
    for (const name of ['openweather-api-key', 'dagster-db-password']) {
      expect(text).not.toContain(String(secrets.secrets[name]));
    }
    const entries = cluster.rig.vault.auditEntries();
    const before = readsOf(entries);
    const folder = cluster.podFolder('audited');
    await cluster.init({ role: 'api-role', folder, token: await cluster.token('api-role') });
    const after = readsOf(cluster.rig.vault.auditEntries()).slice(before.length);
    const reads = after.filter(({ path }) => path.startsWith('secret/data/'));
    expect(reads.map(({ path }) => path).sort()).toEqual([
      'secret/data/api/rate-limits',
      'secret/data/dagster-eks/aws/s3-bucket-name',
      'secret/data/dagster-eks/postgres/dagster-db-password',
    ]);
    for (const { data } of reads) {
      const values = Object.values(data).map(String);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(value).toMatch(/^hmac-sha256:/);
    }
  });
});

interface AuditedRead {
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface AuditEntry {
  readonly type?: string;
  readonly request?: { readonly operation?: string; readonly path?: string };
  readonly response?: { readonly data?: { readonly data?: Record<string, unknown> } };
}

function readsOf(entries: readonly AuditEntry[]): readonly AuditedRead[] {
  return entries
    .filter(({ type, request }) => type === 'response' && request?.operation === 'read')
    .map(({ request, response }) => ({
      path: request?.path ?? '',
      data: response?.data?.data ?? {},
    }));
}
