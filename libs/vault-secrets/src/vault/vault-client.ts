import nodeVault, { type client } from 'node-vault';
import { exchangeJson, type VaultEndpoint } from './vault-transport';

/** A client of Vault, as node-vault makes it. */
export type VaultClient = client;

interface SentOptions {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** node-vault's transport, replaced by ours: see docs/decisions/0007. */
function transportTo(endpoint: VaultEndpoint, signal: AbortSignal | undefined) {
  return async ({ method, uri, headers, json }: SentOptions) => {
    const url = new URL(uri);
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const answer = await exchangeJson(endpoint, {
      method,
      path: url.pathname + url.search,
      headers: { 'X-Vault-Request': 'true', 'content-type': 'application/json', ...headers },
      ...body,
      ...(signal === undefined ? {} : { signal }),
    });
    return { statusCode: answer.status, body: answer.body, request: { path: url.pathname } };
  };
}

function keepQuiet(): void {
  // node-vault would print what it sends, secrets included, when DEBUG is set.
}

/**
 * A client of node-vault that speaks through our transport, prints nothing, and takes neither a token
 * nor a namespace from the environment.
 *
 * @param signal ends every request of the client
 */
export function openVault(
  endpoint: VaultEndpoint,
  { token = '', signal }: { readonly token?: string; readonly signal?: AbortSignal } = {},
): VaultClient {
  const vault = nodeVault({
    endpoint: endpoint.address.origin,
    debug: keepQuiet,
    'request-promise': { defaults: () => transportTo(endpoint, signal) },
  });
  vault.token = token;
  return Object.assign(vault, { namespace: undefined, pathPrefix: '' });
}
