import { createPrivateKey, createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { KubeApiServer } from './kube-api-server';

const tokenRequest = z.object({ status: z.object({ token: z.string() }) });

/** Which service account a token is for, and for whom it is good. */
export interface TokenWish {
  readonly namespace: string;
  readonly name: string;
  readonly audience: string;
}

/** Creates a namespace and a service account in it, where they are missing. */
export async function createServiceAccount(
  server: KubeApiServer,
  namespace: string,
  name: string,
): Promise<void> {
  await server.create('/api/v1/namespaces', { metadata: { name: namespace } });
  await server.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
}

/** A token that the API server issues, as the kubelet asks for projected ones; good for ten minutes. */
export async function issueToken(server: KubeApiServer, wish: TokenWish): Promise<string> {
  const path = `/api/v1/namespaces/${wish.namespace}/serviceaccounts/${wish.name}/token`;
  const spec = { audiences: [wish.audience], expirationSeconds: 600 };
  const answer = tokenRequest.parse(await server.send('POST', path, { spec }));
  return answer.status.token;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** `token` with other claims, signed anew with the API server's own key. */
export function resign(server: KubeApiServer, token: string, claims: object): string {
  const [header = '', body = ''] = token.split('.');
  const before = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const content = `${header}.${encoded({ ...before, ...claims })}`;
  const key = createPrivateKey(readFileSync(server.signingKey));
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
}

/** Lets a service account review tokens, as the chart of Vault does for Vault's own. */
export async function allowTokenReviews(
  server: KubeApiServer,
  namespace: string,
  name: string,
): Promise<void> {
  await createServiceAccount(server, namespace, name);
  await server.create('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
    metadata: { name: `${namespace}-${name}-token-reviews` },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'system:auth-delegator',
    },
    subjects: [{ kind: 'ServiceAccount', namespace, name }],
  });
}
