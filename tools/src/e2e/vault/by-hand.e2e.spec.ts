import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PgpHolder } from './pgp-holder';
import { INTERRUPT, runOnTerminal } from './terminal';
import { VaultRig } from './vault-rig';

const SHARE = 'share-N-of-3.pgp';

describe('a Vault whose holders type their shares', () => {
  const holders: PgpHolder[] = [];
  let rig: VaultRig;

  beforeAll(async () => {
    rig = await VaultRig.create('by-hand');
    rig.vault.mountServiceAccount(readFileSync(rig.vault.caFile, 'utf8'), 'of no cluster');
    await rig.vault.up();
    for (const name of ['ann', 'ben', 'cy']) holders.push(await PgpHolder.create(rig.folder, name));
  }, 1_200_000);

  afterAll(async () => {
    for (const holder of holders) await holder.leave();
    await rig.destroy();
  });

  function openShares(): Promise<readonly string[]> {
    const folder = join(rig.folder, '.vault-keys', 'dagster-eks');
    return Promise.all(
      holders.map((holder, index) =>
        holder.open(join(folder, SHARE.replace('N', String(index + 1)))),
      ),
    );
  }

  it('has its shares encrypted by Vault itself, and waits for the holders', async () => {
    const keys = holders.flatMap(({ keyFile }) => ['--pgp-key', keyFile]);
    const split = ['--shares', '3', '--threshold', '2'];
    const made = await rig.operate(['bootstrap', ...keys, ...split], 0);
    expect(made.said).toContain('+ initialized, the key in 3 shares');
    expect(made.said).toContain('still sealed: 0 of 2 shares given, 2 more shares are needed');
    expect(made.code).toBe(1);
  });

  const OWN_PLACES = ['--kubernetes-host', 'https://127.0.0.1:1', '--audit-file'];

  it('takes the root token back from somebody who gives up at a prompt', async () => {
    const [one = '', two = ''] = await openShares();
    const left = await runOnTerminal(
      rig.call(['bootstrap', ...OWN_PLACES, rig.vault.auditFile], 0),
      [
        { question: 'share 1 of 2 (not shown): ', answer: one },
        { question: 'share 2 of 2 (not shown): ', answer: two },
        { question: 'share 1 of 2 (not shown): ', answer: one },
        { question: 'share 2 of 2 (not shown): ', answer: two },
        { question: 'API key of OpenWeather. (not shown): ', answer: INTERRUPT },
      ],
    );
    expect([left.code, left.said]).toEqual([1, expect.stringContaining('vault: interrupted')]);
    expect(rig.vault.auditEntries().at(-1)).toMatchObject({
      type: 'response',
      request: { path: 'auth/token/revoke-self' },
    });
  });

  it('is unsealed and set up from prompts, which show nothing of what is typed', async () => {
    const [one = '', two = '', three = ''] = await openShares();
    await rig.vault.down();
    await rig.vault.up();
    const words = ['bootstrap', ...OWN_PLACES, rig.vault.auditFile];
    const done = await runOnTerminal(rig.call(words, 0), [
      { question: 'share 1 of 2 (not shown): ', answer: one },
      { question: 'share 2 of 2 (not shown): ', answer: three },
      { question: 'share 1 of 2 (not shown): ', answer: two },
      { question: 'share 2 of 2 (not shown): ', answer: one },
      { question: 'API key of OpenWeather. (not shown): ', answer: rig.apiKey },
    ]);
    expect(done.said).toContain('+ secret openweather-api-key');
    expect(done.said).toContain('the root token is revoked');
    for (const typed of [one, two, three, rig.apiKey]) expect(done.said).not.toContain(typed);
    expect(done.code).toBe(0);
  });

  it('refuses a share that is none', async () => {
    const asked = ['share 1 of 2 (not shown): ', 'share 2 of 2 (not shown): '];
    const wrong = asked.map((question) => ({ question, answer: 'AAAA' }));
    const done = await runOnTerminal(rig.call(['verify'], 0), wrong);
    expect(done.code).toBe(17);
  });
});
