import { isDeepStrictEqual } from 'node:util';
import { ROLES, type VaultRole } from '@weather/vault-secrets/catalogue';
import { z } from 'zod';
import { accessMatrix, type Access } from './access-matrix';
import type { Operator } from './operator';
import { asAdministrator } from './root-token';
import type { VaultAdmin } from './vault-admin';

const createdSchema = z.object({ auth: z.object({ client_token: z.string() }) });
const capabilitiesSchema = z.record(z.string(), z.unknown());
const READ_STATUS = { read: 'allowed', deny: 'denied' } as const;

/** A path with which a role can do something else than the catalogue says. */
export interface Deviation extends Access {
  readonly found: readonly string[];
}

/** What a token of the role can do with each path, as Vault itself works it out. */
async function liveCapabilities(
  vault: VaultAdmin,
  role: VaultRole,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wish = { policies: [role.policy], no_default_policy: true, ttl: '60s', num_uses: 0 };
  const { auth } = await vault.post('auth/token/create', wish, createdSchema);
  const body = { token: auth.client_token, paths };
  const found = await vault.post('sys/capabilities', body, capabilitiesSchema);
  await vault.write('auth/token/revoke', { token: auth.client_token });
  const list = z.array(z.string());
  return new Map(paths.map((path) => [path, list.catch([]).parse(found[path])]));
}

async function deviationsOf(
  vault: VaultAdmin,
  role: VaultRole,
  cluster: string,
): Promise<readonly Deviation[]> {
  const expected = accessMatrix(cluster).filter((access) => access.role === role);
  const live = await liveCapabilities(
    vault,
    role,
    expected.map(({ path }) => path),
  );
  return expected
    .map((access) => ({ ...access, found: live.get(access.path) ?? [] }))
    .filter(({ capabilities, found }) => !isDeepStrictEqual(found, capabilities));
}

function lineOf({ role, path, capabilities, found }: Deviation): string {
  return `! ${role.name} ${path}: expected ${capabilities.join(', ')}, found ${found.join(', ')}`;
}

/**
 * Compares the access matrix of the catalogue with the live server.
 *
 * @returns where the two differ
 */
export async function verify(operator: Operator): Promise<readonly Deviation[]> {
  const { cluster, progress } = operator;
  const deviations = await asAdministrator(operator, async (vault) => {
    const found: Deviation[] = [];
    for (const role of ROLES) found.push(...(await deviationsOf(vault, role, cluster)));
    return found;
  });
  const matrix = accessMatrix(cluster);
  for (const deviation of deviations) progress.say(lineOf(deviation));
  for (const kind of ['read', 'deny'] as const) {
    const count = matrix.filter(({ capabilities }) => capabilities[0] === kind).length;
    progress.say(`${count} pairs of role and path to be ${READ_STATUS[kind]}`);
  }
  progress.say(`${deviations.length} of ${matrix.length} differ from the catalogue`);
  return deviations;
}
