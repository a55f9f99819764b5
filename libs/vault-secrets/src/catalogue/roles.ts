/** Names of the roles that programs log in with. */
export type RoleName = 'dagster-role' | 'api-role';

/** Names of the policies that the roles carry. */
export type PolicyName = 'dagster-app' | 'api-app';

/** A service account of Kubernetes. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Who may log in, and what they may read then. */
export interface VaultRole {
  readonly name: RoleName;
  readonly policy: PolicyName;
  /** The only service account that the role trusts: the one the role's pods run as. */
  readonly serviceAccount: ServiceAccount;
  /** What the policy grants reading of, below the KV mount; `{cluster}` as in the secrets' paths. */
  readonly trees: readonly string[];
  /** How long a token lives unless it is revoked first, in seconds. */
  readonly tokenTtlSeconds: number;
}

const TOKEN_TTL_SECONDS = 900;

/** The roles of the platform. */
export const ROLES: readonly VaultRole[] = [
  {
    name: 'dagster-role',
    policy: 'dagster-app',
    serviceAccount: { namespace: 'data', name: 'dagster' },
    trees: [
      'dagster/*',
      '{cluster}/openweather-api-key',
      '{cluster}/postgres/*',
      '{cluster}/aws/*',
    ],
    tokenTtlSeconds: TOKEN_TTL_SECONDS,
  },
  {
    name: 'api-role',
    policy: 'api-app',
    serviceAccount: { namespace: 'data', name: 'products-api' },
    trees: ['api/*', '{cluster}/postgres/*', '{cluster}/aws/*'],
    tokenTtlSeconds: TOKEN_TTL_SECONDS,
  },
];
