import { dataPath } from './mounts';
import type { VaultRole } from './roles';

function rule(path: string, capability: string): string {
  return `path "${path}" {\n  capabilities = ["${capability}"]\n}\n`;
}

/**
 * The policy of a role, as Vault takes it: reading of its trees, and giving its own token back. The
 * built-in `default` policy is left out of the tokens, so this is all they can do.
 */
export function policyOf(role: VaultRole, cluster: string): string {
  const reads = role.trees.map((tree) => rule(dataPath(cluster, tree), 'read'));
  return [...reads, rule('auth/token/revoke-self', 'update')].join('\n');
}

/** Whether the policy of `role` lets it read what stands at `path`, a path of the catalogue. */
export function mayRead(role: VaultRole, path: string): boolean {
  return role.trees.some((tree) =>
    tree.endsWith('*') ? path.startsWith(tree.slice(0, -1)) : path === tree,
  );
}
