import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { VaultSeal } from '../../servers/vault-server';
import { VaultRig } from './vault-rig';

const KUBERNETES = 'https://127.0.0.1:1';
const KEY_POLICY = `
path "transit/encrypt/unseal" { capabilities = ["update"] }
path "transit/decrypt/unseal" { capabilities = ["update"] }
`;
const createdSchema = z.object({ auth: z.object({ client_token: z.string() }) });

/** Makes a key in another Vault that opens this one, as a KMS does. */
async function sealBy(keeper: VaultRig): Promise<VaultSeal> {
  const token = await keeper.administrate(async (vault) => {
    await vault.write('sys/mounts/transit', { type: 'transit' });
    await vault.write('transit/keys/unseal', {});
    await vault.write('sys/policies/acl/unseal', { policy: KEY_POLICY });
    const wish = { policies: ['unseal'], no_parent: true, period: '1h' };
    return (await vault.post('auth/token/create', wish, createdSchema)).auth.client_token;
  });
  const { address, caFile: tls_ca_cert } = keeper.vault;
  return { transit: { address, token, key_name: 'unseal', mount_path: 'transit/', tls_ca_cert } };
}

/** Vault with a seal that opens by itself: that of another Vault, in the place of a KMS. */
describe('a Vault that opens by itself', () => {
  const rigs: VaultRig[] = [];

  async function startRig(name: string, seal?: VaultSeal): Promise<VaultRig> {
    const rig = await VaultRig.create(name, seal);
    rigs.unshift(rig);
    rig.vault.mountServiceAccount(readFileSync(rig.vault.caFile, 'utf8'), 'of no cluster');
    await rig.vault.up();
    const made = await rig.bootstrap(KUBERNETES);
    expect([made.code, made.said]).toEqual([0, expect.stringContaining('changes made.')]);
    return rig;
  }

  afterAll(async () => {
    for (const rig of rigs) await rig.destroy();
  });

  it('is set up with recovery shares, needs no unsealing, and is administered with them', async () => {
    const keeper = await startRig('keeper');
    const rig = await startRig('opened', await sealBy(keeper));
    expect((await rig.operate(['verify'])).code).toBe(0);
    await rig.vault.down();
    await rig.vault.up();
    const again = await rig.bootstrap(KUBERNETES);
    expect([again.code, again.said]).toEqual([0, expect.stringContaining('Nothing changed')]);
    const status = await rig.operate(['status']);
    expect([status.code, status.said]).toEqual([0, expect.stringMatching(/seal +transit/)]);
  });
});
