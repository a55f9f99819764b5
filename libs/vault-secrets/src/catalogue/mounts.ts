/** Mount of the KV engine, version 2. */
export const KV_MOUNT = 'secret';

/** Mount of the Kubernetes login. */
export const KUBERNETES_MOUNT = 'kubernetes';

/** Name of the cluster where nothing else is said. */
export const DEFAULT_CLUSTER = 'dagster-eks';

/** Audience of the projected tokens that pods log in with: they are good for Vault alone. */
export const TOKEN_AUDIENCE = 'vault';

/** Where a pod finds its projected token. */
export const TOKEN_FILE = '/var/run/secrets/vault/token';

/** A path of the catalogue for one cluster. */
export function pathIn(cluster: string, path: string): string {
  return path.replaceAll('{cluster}', cluster);
}

/** Where the API of the KV engine reads and writes what stands at `path`. */
export function dataPath(cluster: string, path: string): string {
  return `${KV_MOUNT}/data/${pathIn(cluster, path)}`;
}
