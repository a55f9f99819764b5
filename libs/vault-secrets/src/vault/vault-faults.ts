/** What can be wrong between a program and its secrets in Vault. */
export interface VaultFault {
  /** Exit code of a program that ends because of it. */
  readonly exitCode: number;
  /** Whether waiting may help. */
  readonly isPassing: boolean;
  /** What it means, as the second half of "could not …: …". */
  readonly meaning: string;
  /** What to do about it. */
  readonly fix: string;
}

/** The faults by name. The runbook has the same table; a test compares the two. */
export const VAULT_FAULTS = {
  unreachable: {
    exitCode: 10,
    isPassing: true,
    meaning: 'nothing answers at the address',
    fix: 'check VAULT_ADDR, that the Vault pods run, and that a network policy lets this pod out',
  },
  slow: {
    exitCode: 11,
    isPassing: true,
    meaning: 'no whole answer came in time',
    fix: 'look at the load and the storage of Vault, or raise VAULT_TIMEOUT_MS',
  },
  untrusted: {
    exitCode: 12,
    isPassing: false,
    meaning: 'its TLS certificate is not trusted',
    fix: "name the CA that signed Vault's certificate in VAULT_CACERT, and the host that it names in VAULT_ADDR",
  },
  sealed: {
    exitCode: 13,
    isPassing: true,
    meaning: 'Vault is sealed',
    fix: 'unseal it: nx run infra:vault-unseal',
  },
  uninitialized: {
    exitCode: 14,
    isPassing: true,
    meaning: 'Vault is not initialized',
    fix: 'set it up: nx run infra:vault-init',
  },
  standby: {
    exitCode: 15,
    isPassing: true,
    meaning: 'this node is a standby and finds no active one',
    fix: 'look at nx run infra:vault-status; more than half of the Raft peers must be unsealed',
  },
  broken: {
    exitCode: 16,
    isPassing: true,
    meaning: 'the answer makes no sense',
    fix: 'check that VAULT_ADDR names Vault and not a proxy in front of it, and read the log of Vault',
  },
  refused: {
    exitCode: 17,
    isPassing: false,
    meaning: 'Vault refuses the request',
    fix: 'mend what Vault complains of; its log may tell more',
  },
  'unknown-role': {
    exitCode: 20,
    isPassing: false,
    meaning: 'Vault knows no such role',
    fix: 'check VAULT_ROLE, or create the roles: nx run infra:vault-init',
  },
  'unbound-account': {
    exitCode: 21,
    isPassing: false,
    meaning: 'the role does not trust this service account',
    fix: 'run the pod as the service account that the role is bound to',
  },
  'unbound-namespace': {
    exitCode: 22,
    isPassing: false,
    meaning: 'the role does not trust this namespace',
    fix: 'run the pod in the namespace that the role is bound to',
  },
  'wrong-audience': {
    exitCode: 23,
    isPassing: false,
    meaning: 'the token was issued for another audience',
    fix: 'project the token with audience "vault"',
  },
  'expired-token': {
    exitCode: 24,
    isPassing: false,
    meaning: 'the token has expired',
    fix: 'mount a projected token, which Kubernetes renews, and check the clocks',
  },
  'refused-token': {
    exitCode: 25,
    isPassing: false,
    meaning: 'the token is not accepted',
    fix:
      'check that the Kubernetes login is enabled and points at this cluster, that its reviewer may ' +
      'create token reviews (system:auth-delegator), and that the service account still exists',
  },
  'no-token': {
    exitCode: 26,
    isPassing: false,
    meaning: 'there is no service account token to log in with',
    fix: 'mount a projected token with audience "vault" where VAULT_JWT_FILE says',
  },
  denied: {
    exitCode: 30,
    isPassing: false,
    meaning: 'permission denied',
    fix: 'compare the policy with the catalogue: nx run infra:vault-verify; nx run infra:vault-init mends it',
  },
  'missing-path': {
    exitCode: 31,
    isPassing: false,
    meaning: 'there is no secret at this path',
    fix: 'write it: nx run infra:vault-rotate',
  },
  'missing-key': {
    exitCode: 32,
    isPassing: false,
    meaning: 'the secret lacks this key, or it is empty',
    fix: 'write it: nx run infra:vault-rotate',
  },
  'unwritable-file': {
    exitCode: 40,
    isPassing: false,
    meaning: 'the file of secrets cannot be written',
    fix: 'mount a volume in memory that the user of the program may write to',
  },
} as const satisfies Readonly<Record<string, VaultFault>>;

/** Name of a fault. */
export type VaultFaultName = keyof typeof VAULT_FAULTS;
