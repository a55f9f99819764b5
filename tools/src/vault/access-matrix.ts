import {
  dataPath,
  ENTRIES,
  KV_MOUNT,
  mayRead,
  pathIn,
  ROLES,
  type VaultRole,
} from '@weather/vault-secrets/catalogue';

/** What the tokens of a role can do with a path. */
export interface Access {
  readonly role: VaultRole;
  /** As Vault's API has it. */
  readonly path: string;
  /** Exactly these capabilities, in the words of Vault. */
  readonly capabilities: readonly string[];
}

function secretPaths(): readonly string[] {
  return [...new Set(ENTRIES.map(({ path }) => path))];
}

/** Paths around the secrets that nobody may touch: lists, former versions, other trees, the system. */
function neighbours(cluster: string): readonly string[] {
  const around = secretPaths().flatMap((path) => {
    const place = pathIn(cluster, path);
    return ['metadata', 'delete', 'undelete', 'destroy'].map(
      (kind) => `${KV_MOUNT}/${kind}/${place}`,
    );
  });
  const lists = ['', `${cluster}/`, 'api/', 'dagster/'].map(
    (path) => `${KV_MOUNT}/metadata/${path}`,
  );
  const others = [cluster, 'other', `other-${cluster}/aws/s3-bucket-name`, 'apis/rate-limits'];
  const system = ['sys/policies/acl/api-app', 'sys/mounts', 'sys/audit', 'sys/raw/logical'];
  const login = ['auth/kubernetes/config', 'auth/kubernetes/role/api-role', 'auth/token/create'];
  const own = [
    'auth/token/lookup-self',
    'auth/token/renew-self',
    'cubbyhole/any',
    'identity/entity',
  ];
  const data = others.map((path) => `${KV_MOUNT}/data/${path}`);
  return [...around, ...lists, ...data, ...system, ...login, ...own, `${KV_MOUNT}/config`];
}

function accessOf(role: VaultRole, cluster: string): readonly Access[] {
  const secrets = secretPaths().map((path) => ({
    role,
    path: dataPath(cluster, path),
    capabilities: [mayRead(role, path) ? 'read' : 'deny'],
  }));
  const closed = neighbours(cluster).map((path) => ({ role, path, capabilities: ['deny'] }));
  return [...secrets, ...closed];
}

/** Who may do what, as the catalogue declares it: every role with every secret, and the neighbours. */
export function accessMatrix(cluster: string): readonly Access[] {
  return ROLES.flatMap((role) => accessOf(role, cluster));
}
