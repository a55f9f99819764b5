import { randomBytes } from 'node:crypto';
import type { Cluster } from '../cluster/cluster';

/** A secret of Kubernetes that is made once, of random bytes that nobody sees. */
export interface GeneratedSecret {
  readonly namespace: string;
  readonly name: string;
  /** The key whose value is random. */
  readonly random: string;
  /** Keys whose values are known. */
  readonly known: Readonly<Record<string, string>>;
}

/** Grafana's password; whoever may read secrets of the namespace can look it up. */
export const GRAFANA_PASSWORD: GeneratedSecret = {
  namespace: 'monitoring',
  name: 'grafana-admin',
  random: 'password',
  known: { user: 'admin' },
};

/** The password of Dagster's database; Vault is given the same. */
export const DATABASE_PASSWORD: GeneratedSecret = {
  namespace: 'data',
  name: 'dagster-postgresql-secret',
  random: 'postgresql-password',
  known: {},
};

function manifestOf({ namespace, name, random, known }: GeneratedSecret): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name },
    stringData: { ...known, [random]: randomBytes(24).toString('base64url') },
  });
}

/**
 * Makes a secret where there is none; one that is there is kept. It goes in through standard input,
 * because a command line is there for everybody to read.
 */
export async function keepSecret(cluster: Cluster, secret: GeneratedSecret): Promise<void> {
  const { namespace, name } = secret;
  if (await cluster.can(['-n', namespace, 'get', 'secret', name])) return;
  await cluster.kubectl(['create', '-f', '-'], { input: manifestOf(secret) });
}

/** The value at a key of a secret. */
export async function valueOf(
  cluster: Cluster,
  { namespace, name }: Pick<GeneratedSecret, 'namespace' | 'name'>,
  key: string,
): Promise<string> {
  const path = `jsonpath={.data.${key.replaceAll('.', String.raw`\.`)}}`;
  const encoded = await cluster.kubectl(['-n', namespace, 'get', 'secret', name, '-o', path]);
  return Buffer.from(encoded, 'base64').toString();
}
