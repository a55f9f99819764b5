import type { RoleName } from './roles';

/**
 * How a secret comes into Vault when the platform is set up:
 * - `asked`: an operator types it or names a file that holds it;
 * - `generated`: it is made of `bytes` random bytes, and nobody ever sees it;
 * - `initial`: no secret, a setting that starts with `value` when nothing else is given;
 * - `optional`: absent unless an operator sets it.
 */
export type Seeding =
  | { readonly kind: 'asked' }
  | { readonly kind: 'generated'; readonly bytes: number }
  | { readonly kind: 'initial'; readonly value: string }
  | { readonly kind: 'optional' };

/** One value in Vault: where it stands, who reads it and under which name programs know it. */
export interface SecretEntry {
  /** What operators call it, as in `rotate <name>`. */
  readonly name: string;
  /** Path below the KV mount; `{cluster}` stands for the cluster's name. */
  readonly path: string;
  /** Key inside the secret at `path`. */
  readonly key: string;
  /** Variable in the file of secrets; none when no program reads it from there. */
  readonly variable?: string;
  /** Roles that may read the path. */
  readonly readers: readonly RoleName[];
  readonly seeding: Seeding;
  readonly description: string;
}
