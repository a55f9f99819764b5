import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  DEFAULT_CLUSTER,
  findRole,
  KUBERNETES_MOUNT,
  ROLES,
  TOKEN_FILE,
  type VaultRole,
} from '../catalogue';
import { ConfigurationError } from '../configuration-error';
import { DEFAULT_ENV_FILE, type Environment } from '../secret-files';
import { readSettings } from '../settings';
import type { VaultEndpoint } from '../vault/vault-transport';

const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])$/;
const ROLE_NAMES = ROLES.map(({ name }) => name);

const address = z
  .string('set it to the address of Vault, such as https://vault.vault.svc:8200')
  .refine((text) => URL.canParse(text), 'expected a URL, such as https://vault.vault.svc:8200')
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) =>
      protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)),
    'expected https: secrets do not travel in the clear',
  );

function whole(unit: string, least: number, most: number) {
  const expected = `expected ${unit} from ${least} to ${most}`;
  return z.coerce.number(expected).int(expected).min(least, expected).max(most, expected);
}

/** The variables of `vault-init`. */
export const initVariables = z.object({
  VAULT_ADDR: address.describe('Address of Vault; https, except on loopback.'),
  VAULT_ROLE: z
    .enum(ROLE_NAMES, `expected one of ${ROLE_NAMES.join(', ')}`)
    .describe('Role to log in with.'),
  VAULT_CACERT: z
    .string()
    .optional()
    .describe("File with the CA of Vault's certificate, as PEM; without it the usual CAs count."),
  VAULT_JWT_FILE: z
    .string()
    .default(TOKEN_FILE)
    .describe('File with the projected token of the service account, audience `vault`.'),
  VAULT_AUTH_MOUNT: z.string().default(KUBERNETES_MOUNT).describe('Mount of the Kubernetes login.'),
  WEATHER_CLUSTER: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]*$/, 'expected letters, digits and dashes')
    .default(DEFAULT_CLUSTER)
    .describe("The cluster's name, as it stands in the paths of its secrets."),
  ENV_FILE: z.string().default(DEFAULT_ENV_FILE).describe('The file that is written.'),
  VAULT_TIMEOUT_MS: whole('milliseconds', 100, 60_000)
    .default(5_000)
    .describe('How long one exchange with Vault may take, in milliseconds.'),
  VAULT_DEADLINE_SECONDS: whole('seconds', 1, 3_600)
    .default(120)
    .describe('How long to wait for a Vault that is sealed, starting or unreachable, in seconds.'),
  VAULT_WATCH_SECONDS: whole('seconds', 1, 300)
    .default(5)
    .describe('With `--watch`: how often Vault is asked for new versions, in seconds.'),
  VAULT_SKIP_VERIFY: z
    .undefined('is not supported: name the CA in VAULT_CACERT instead')
    .optional()
    .describe('Not supported: the certificate of Vault is always checked.'),
});

/** What `vault-init` works with. */
export interface InitSettings {
  readonly endpoint: VaultEndpoint;
  readonly role: VaultRole;
  readonly mount: string;
  readonly tokenFile: string;
  readonly cluster: string;
  /** The file that is written. */
  readonly path: string;
  readonly deadlineMs: number;
  readonly watchEveryMs: number;
}

function caIn(path: string | undefined): { readonly ca?: string } {
  if (path === undefined) return {};
  try {
    const ca = readFileSync(path, 'utf8');
    if (ca.includes('-----BEGIN CERTIFICATE-----')) return { ca };
  } catch (cause) {
    const fault = `VAULT_CACERT="${path}": it cannot be read: mount the CA of Vault there`;
    throw new ConfigurationError([fault], { cause });
  }
  throw new ConfigurationError([`VAULT_CACERT="${path}": it holds no certificate as PEM`]);
}

function roleCalled(name: string): VaultRole {
  const role = findRole(name);
  if (role === undefined) throw new ConfigurationError([`VAULT_ROLE="${name}": no such role`]);
  return role;
}

/** @throws {ConfigurationError} with all faults at once */
export function readInitSettings(environment: Environment): InitSettings {
  const read = readSettings(initVariables, (name) => environment[name]);
  return {
    endpoint: {
      address: read.VAULT_ADDR,
      timeoutMs: read.VAULT_TIMEOUT_MS,
      ...caIn(read.VAULT_CACERT),
    },
    role: roleCalled(read.VAULT_ROLE),
    mount: read.VAULT_AUTH_MOUNT,
    tokenFile: read.VAULT_JWT_FILE,
    cluster: read.WEATHER_CLUSTER,
    path: read.ENV_FILE,
    deadlineMs: read.VAULT_DEADLINE_SECONDS * 1000,
    watchEveryMs: read.VAULT_WATCH_SECONDS * 1000,
  };
}
