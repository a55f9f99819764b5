import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { VaultRig } from './vault-rig';

const KUBERNETES = 'https://127.0.0.1:1';

describe('the life of a Vault', () => {
  let rig: VaultRig;

  beforeAll(async () => {
    rig = await VaultRig.create('lifecycle');
    rig.vault.mountServiceAccount(readFileSync(rig.vault.caFile, 'utf8'), 'of no cluster');
    await rig.vault.up();
  }, 1_200_000);

  afterAll(() => rig.destroy());

  it('says what is wrong before anything is there', async () => {
    const status = await rig.operate(['status']);
    expect([status.code, status.said]).toEqual([14, expect.stringContaining('not initialized')]);
    expect(await rig.operate(['unseal'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('nx run infra:vault-init') as string,
    });
    const lonely = await rig.operate(['bootstrap', '--recipient', 'age1nobody']);
    expect([lonely.code, lonely.said]).toEqual([2, expect.stringContaining('no age recipient')]);
  });

  it('is ready after one command, which shows its steps and never a key', async () => {
    const made = await rig.bootstrap(KUBERNETES);
    expect(made.said).toContain('+ initialized, the key in 5 shares');
    expect(made.said).toContain('the root token is revoked');
    expect(made.said).not.toMatch(/hvs\.|[A-Za-z0-9+/]{43}=/);
    expect(made.said).not.toContain(rig.apiKey);
    expect(made.code).toBe(0);
  });

  it('keeps the shares encrypted, for their holders alone', () => {
    const folder = join(rig.folder, '.vault-keys', 'dagster-eks');
    const files = readdirSync(folder);
    expect(files).toEqual([1, 2, 3, 4, 5].map((index) => `share-${index}-of-5.age`));
    for (const file of files) {
      expect(readFileSync(join(folder, file), 'utf8')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE/);
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o400);
    }
  });

  it('agrees with the catalogue about who may do what', async () => {
    const verified = await rig.operate(['verify']);
    expect(verified.said).toMatch(/ 0 of \d+ differ from the catalogue/);
    expect(verified.code).toBe(0);
  });

  it('changes nothing the second time, and says so', async () => {
    const again = await rig.bootstrap(KUBERNETES);
    expect(again.said).toContain('Nothing changed');
    expect(again.said).not.toMatch(/^\+/m);
    expect(again.code).toBe(0);
  });

  it('is sealed after a restart, tells what is missing with two holders, and opens with three', async () => {
    await rig.vault.down();
    await rig.vault.up();
    expect((await rig.operate(['status'])).code).toBe(13);
    const two = await rig.operate(['unseal'], 2);
    expect([two.code, two.said]).toEqual([
      1,
      expect.stringContaining('still sealed: 2 of 3 shares given, 1 more share is needed'),
    ]);
    expect((await rig.operate(['unseal'], 3)).code).toBe(0);
    expect((await rig.operate(['status'])).code).toBe(0);
    expect((await rig.operate(['unseal'])).said).toContain('as it should be');
  });

  it('mends a policy and a role that somebody has changed', async () => {
    await rig.administrate(async (vault) => {
      const policy = 'path "secret/*" { capabilities = ["read", "list"] }';
      await vault.write('sys/policies/acl/api-app', { policy });
      await vault.write('auth/kubernetes/role/api-role', { bound_service_account_namespaces: '*' });
    });
    const wrong = await rig.operate(['verify']);
    expect([wrong.code, wrong.said]).toEqual([
      1,
      expect.stringContaining('! api-role secret/data/dagster-eks/openweather-api-key'),
    ]);
    const mended = await rig.bootstrap(KUBERNETES);
    expect(mended.said.match(/^\+ .*/gm)).toEqual(['+ policy api-app', '+ role api-role']);
    expect((await rig.operate(['verify'])).code).toBe(0);
  });

  it('brings the same secrets and policies back after everything was lost', async () => {
    const before = await rig.contents();
    const backups = rig.place('backups');
    const saved = await rig.operate(['backup', '--to', backups]);
    expect(saved.code).toBe(0);
    const [file = ''] = readdirSync(backups);
    expect(statSync(join(backups, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(backups, file)).includes(rig.apiKey)).toBe(false);
    await rig.vault.down();
    rig.vault.wipe();
    await rig.vault.up();
    expect((await rig.operate(['status'])).code).toBe(14);
    const restored = await rig.operate(['restore', '--from', join(backups, file)]);
    expect(restored.said).toContain('+ unsealed');
    expect(restored.code).toBe(0);
    expect(await rig.contents()).toEqual(before);
    expect((await rig.operate(['verify'])).code).toBe(0);
    expect((await rig.bootstrap(KUBERNETES)).said).toContain('Nothing changed');
  });

  it('keeps a snapshot in S3 and takes it from there', async () => {
    const bucket = process.env['WEATHER_RESULTS_BUCKET'] ?? '';
    const saved = await rig.operate(['backup', '--to', `s3://${bucket}/vault`]);
    expect(saved.code).toBe(0);
    const [place = ''] = /s3:\/\/[^,]+/.exec(saved.said) ?? [];
    const restored = await rig.operate(['restore', '--from', place]);
    expect([restored.code, restored.said]).toEqual([0, expect.stringContaining(place)]);
    const missing = await rig.operate(['restore', '--from', `s3://${bucket}/vault/none.snap`]);
    expect([missing.code, missing.said]).toEqual([1, expect.stringContaining('cannot be read')]);
  });

  it('takes a snapshot back into the Vault it came from', async () => {
    const backups = rig.place('backups-2');
    await rig.operate(['backup', '--to', backups]);
    const value = rig.file('value', '700\n');
    expect((await rig.operate(['rotate', 'api-max-requests', '--file', value])).said).toContain(
      '+ secret api-max-requests, version 1 -> 2',
    );
    const [file = ''] = readdirSync(backups);
    expect((await rig.operate(['restore', '--from', join(backups, file)])).code).toBe(0);
    expect((await rig.contents()).secrets['api-max-requests']).toBe('600');
  });
});
