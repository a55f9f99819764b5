import type { Secret } from './secret';

/** A place that holds secrets: files that were put into the pod, or Vault itself. */
export interface SecretSource {
  /** Every secret the place holds, by the name of its variable. */
  read(): Promise<ReadonlyMap<string, Secret>>;
}

/** A secret and where it came from, for messages that tell what to fix. */
export interface LocatedSecret {
  readonly secret: Secret;
  /** The file that holds it. */
  readonly path: string;
}
