import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { isThere } from '../servers/run';

/** A secret of Kubernetes that is made once, of random bytes that nobody sees. */
export interface GeneratedSecret {
  readonly namespace: string;
  readonly name: string;
  /** Keys whose values are random. */
  readonly random: readonly string[];
  /** Keys whose values are known. */
  readonly known: Readonly<Record<string, string>>;
}

/** Grafana's password, which `kubectl` shows to whoever may read secrets. */
export const GRAFANA_PASSWORD: GeneratedSecret = {
  namespace: 'monitoring',
  name: 'grafana-admin',
  random: ['password'],
  known: { user: 'admin' },
};

/** The password of Dagster's database. */
export const DATABASE_PASSWORD: GeneratedSecret = {
  namespace: 'data',
  name: 'dagster-postgresql-secret',
  random: ['postgresql-password'],
  known: {},
};

function manifestOf({ namespace, name, random, known }: GeneratedSecret): string {
  const generated = random.map((key) => [key, randomBytes(24).toString('base64url')] as const);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name },
    stringData: { ...known, ...Object.fromEntries(generated) },
  });
}

/** The object goes in through standard input: a command line is there for everybody to read. */
function create(manifest: string): Promise<void> {
  const child = spawn('kubectl', ['create', '-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.end(manifest);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`kubectl could not create the secret: ${errors}`));
    });
  });
}

/** Makes a secret where there is none; one that is there is kept. */
export async function keepSecret(secret: GeneratedSecret): Promise<void> {
  const { namespace, name } = secret;
  if (await isThere('kubectl', ['get', 'secret', name, '--namespace', namespace])) return;
  await create(manifestOf(secret));
}
