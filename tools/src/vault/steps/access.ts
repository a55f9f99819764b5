import { isDeepStrictEqual } from 'node:util';
import {
  KUBERNETES_MOUNT,
  policyOf,
  TOKEN_AUDIENCE,
  type VaultRole,
} from '@weather/vault-secrets/catalogue';
import { z } from 'zod';
import type { Outcome } from '../progress';
import type { VaultAdmin } from '../vault-admin';

const policySchema = z.object({ data: z.looseObject({ policy: z.string() }) });
const roleSchema = z.object({ data: z.record(z.string(), z.unknown()) });

/** What a role may read, as the catalogue says. */
export async function writePolicy(
  vault: VaultAdmin,
  role: VaultRole,
  cluster: string,
): Promise<Outcome> {
  const path = `sys/policies/acl/${role.policy}`;
  const wanted = policyOf(role, cluster);
  const found = await vault.find(path, policySchema);
  if (found?.data.policy === wanted) return 'unchanged';
  await vault.write(path, { policy: wanted });
  return 'changed';
}

function roleSettings({ policy, serviceAccount, tokenTtlSeconds }: VaultRole) {
  return {
    bound_service_account_names: [serviceAccount.name],
    bound_service_account_namespaces: [serviceAccount.namespace],
    audience: TOKEN_AUDIENCE,
    alias_name_source: 'serviceaccount_uid',
    token_policies: [policy],
    token_no_default_policy: true,
    token_ttl: tokenTtlSeconds,
    token_max_ttl: tokenTtlSeconds,
    token_type: 'service',
  };
}

/** Who may log in, as the catalogue says. */
export async function writeRole(vault: VaultAdmin, role: VaultRole): Promise<Outcome> {
  const path = `auth/${KUBERNETES_MOUNT}/role/${role.name}`;
  const wanted = roleSettings(role);
  const found = (await vault.find(path, roleSchema))?.data ?? {};
  if (Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(found[name], value))) {
    return 'unchanged';
  }
  await vault.write(path, wanted);
  return 'changed';
}
