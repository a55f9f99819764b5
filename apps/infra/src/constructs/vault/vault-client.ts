import {
  findRole,
  KUBERNETES_MOUNT,
  TOKEN_AUDIENCE,
  TOKEN_FILE,
  type RoleName,
} from '@weather/vault-secrets/catalogue';
import type { Container, EnvVar, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { container, memoryVolume } from '../../kubernetes/pods';
import { SECRETS_CONTAINER } from '../../monitoring/names';

/** Where Vault answers, inside the cluster. */
export const VAULT_SERVICE = { name: 'vault', namespace: 'vault', port: 8200 } as const;

/** The secret in which pods of `data` find the CA of Vault's certificate. */
export const VAULT_CA_SECRET = 'vault-client';

/** How long a token for Vault is good, s; the least that Kubernetes gives. */
const TOKEN_SECONDS = 600;

const TOKEN_FOLDER = TOKEN_FILE.slice(0, TOKEN_FILE.lastIndexOf('/'));
const TOKEN_NAME = TOKEN_FILE.slice(TOKEN_FILE.lastIndexOf('/') + 1);
const CA_FOLDER = '/var/run/secrets/vault-ca';

/** How a pod gets its secrets. */
export interface VaultClientProps {
  /** Role to log in with. */
  readonly role: RoleName;
  /** Image of the program, which holds the command that fetches secrets too. */
  readonly image: string;
  /** Folder of the program in its image. */
  readonly folder: string;
  readonly clusterName: string;
  /** Where the file of secrets stands. */
  readonly envFile: string;
}

const SECRETS_VOLUME = 'secrets';

function environment({ role, clusterName, envFile }: VaultClientProps): EnvVar[] {
  const { name, namespace, port } = VAULT_SERVICE;
  return [
    { name: 'VAULT_ADDR', value: `https://${name}.${namespace}.svc:${port}` },
    { name: 'VAULT_ROLE', value: role },
    { name: 'VAULT_AUTH_MOUNT', value: KUBERNETES_MOUNT },
    { name: 'VAULT_CACERT', value: `${CA_FOLDER}/ca.crt` },
    { name: 'VAULT_JWT_FILE', value: TOKEN_FILE },
    { name: 'WEATHER_CLUSTER', value: clusterName },
    { name: 'ENV_FILE', value: envFile },
  ];
}

function folderOf(envFile: string): string {
  return envFile.slice(0, envFile.lastIndexOf('/'));
}

/** The mount through which a program reads its file of secrets, and nothing else of Vault. */
export function secretsMount(envFile: string): VolumeMount {
  return { name: SECRETS_VOLUME, mountPath: folderOf(envFile), readOnly: true };
}

/** The container that logs in to Vault and writes the file of secrets before the program starts. */
export function vaultInit(props: VaultClientProps): Container {
  const { image, folder, envFile } = props;
  return container(
    {
      name: SECRETS_CONTAINER,
      image,
      command: ['node', `${folder}/vault-init.mjs`],
      env: environment(props),
      volumeMounts: [
        { name: SECRETS_VOLUME, mountPath: folderOf(envFile) },
        { name: 'vault-token', mountPath: TOKEN_FOLDER, readOnly: true },
        { name: 'vault-ca', mountPath: CA_FOLDER, readOnly: true },
      ],
    },
    { cpu: '50m', memory: '128Mi' },
  );
}

/** The volumes of a pod that gets its secrets from Vault; the file of secrets is in memory only. */
export function vaultVolumes(): Volume[] {
  const token = {
    audience: TOKEN_AUDIENCE,
    expirationSeconds: TOKEN_SECONDS,
    path: TOKEN_NAME,
  };
  return [
    memoryVolume(SECRETS_VOLUME, '1Mi'),
    { name: 'vault-token', projected: { sources: [{ serviceAccountToken: token }] } },
    {
      name: 'vault-ca',
      secret: { secretName: VAULT_CA_SECRET, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    },
  ];
}

/** The service account that a role of Vault trusts. @throws {RangeError} when there is no such role */
export function accountOf(role: RoleName): { readonly namespace: string; readonly name: string } {
  const found = findRole(role);
  if (found === undefined) throw new RangeError(`the catalogue of secrets has no role ${role}`);
  return found.serviceAccount;
}
