export { ENTRIES, findRole, findSecret, variablesOf } from './lookup';
export {
  dataPath,
  DEFAULT_CLUSTER,
  KUBERNETES_MOUNT,
  KV_MOUNT,
  pathIn,
  TOKEN_AUDIENCE,
  TOKEN_FILE,
} from './mounts';
export { mayRead, policyOf } from './policy';
export {
  ROLES,
  type PolicyName,
  type RoleName,
  type ServiceAccount,
  type VaultRole,
} from './roles';
export type { SecretEntry, Seeding } from './secret-entry';
export { SECRETS, type SecretName } from './secrets';
