export { ConfigurationError } from './configuration-error';
export { parseEnvFile } from './env-file';
export { Secret } from './secret';
export { SecretFileError } from './secret-file-error';
export {
  DEFAULT_ENV_FILE,
  SecretFiles,
  type Environment,
  type SecretFilesOptions,
} from './secret-files';
export type { LocatedSecret, SecretSource } from './secret-source';
export { readSettings, type LookUp, type SettingsShape } from './settings';
