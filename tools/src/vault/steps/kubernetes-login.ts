import { KUBERNETES_MOUNT } from '@weather/vault-secrets/catalogue';
import { z } from 'zod';
import type { Outcome } from '../progress';
import type { VaultAdmin } from '../vault-admin';

/** How Vault reaches the API server that reviews the tokens. */
export interface KubernetesOptions {
  /** URL of the API server, as Vault sees it. */
  readonly host: string;
  /** CA of the API server, PEM; without it Vault uses the one in its own pod. */
  readonly ca?: string;
}

const methodsSchema = z.object({ data: z.record(z.string(), z.unknown()) });

const configSchema = z.object({
  data: z.object({
    kubernetes_host: z.string(),
    kubernetes_ca_cert: z.string(),
    disable_local_ca_jwt: z.boolean(),
    token_reviewer_jwt_set: z.boolean().default(false),
  }),
});

async function enableLogin(vault: VaultAdmin): Promise<Outcome> {
  const { data } = await vault.read('sys/auth', methodsSchema);
  if (data[`${KUBERNETES_MOUNT}/`] !== undefined) return 'unchanged';
  await vault.write(`sys/auth/${KUBERNETES_MOUNT}`, { type: 'kubernetes' });
  return 'changed';
}

/**
 * The login of pods. No reviewer token is stored: Vault reads the one of its own pod, which Kubernetes
 * rotates, and with it the CA of the API server.
 */
export async function configureLogin(
  vault: VaultAdmin,
  { host, ca = '' }: KubernetesOptions,
): Promise<Outcome> {
  const enabled = await enableLogin(vault);
  const path = `auth/${KUBERNETES_MOUNT}/config`;
  const found = await vault.find(path, configSchema);
  const wanted = { kubernetes_host: host, kubernetes_ca_cert: ca, disable_local_ca_jwt: false };
  const isSame =
    found?.data.kubernetes_host === host &&
    found.data.kubernetes_ca_cert === ca &&
    !found.data.disable_local_ca_jwt &&
    !found.data.token_reviewer_jwt_set;
  if (isSame) return enabled;
  await vault.write(path, wanted);
  return 'changed';
}
