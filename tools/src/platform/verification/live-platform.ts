import { z } from 'zod';
import type { Cluster } from '../cluster/cluster';
import type { RunProgram } from '../programs/run-program';
import type { HttpAnswer, LivePlatform, Page } from './check';

/** How what is live is reached. */
export interface LiveParts {
  readonly cluster: Cluster;
  readonly run: RunProgram;
  /** Variables with which AWS is reached. */
  readonly env: Readonly<Record<string, string>>;
  readonly region: string;
}

/** How long a page may take to answer, ms. */
const PATIENCE_MS = 10_000;

const listSchema = z.object({ items: z.array(z.unknown()) });

async function ask(cluster: Cluster, page: Page): Promise<HttpAnswer> {
  const { namespace, service, port, path } = page;
  const forward = await cluster.forward({ namespace, target: `service/${service}`, port });
  try {
    const url = `http://127.0.0.1:${forward.port}${path}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, body: await answer.text() };
  } finally {
    await forward.stop();
  }
}

const VAULT_STATUS = ['exec', 'vault-0', '--', 'vault', 'status', '-format=json'];

/** The platform that is live in a cluster. */
export function livePlatform({ cluster, run, env, region }: LiveParts): LivePlatform {
  return {
    list: async (kind, namespace) => {
      const place = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
      return listSchema.parse(await cluster.get([kind, ...place])).items;
    },
    page: (page) => ask(cluster, page),
    // A sealed Vault makes the program end with 2, and is an answer all the same.
    vaultStatus: async () =>
      JSON.parse(await cluster.tell(['-n', 'vault', ...VAULT_STATUS])) as unknown,
    apiServer: () => cluster.kubectl(['get', '--raw', '/readyz']),
    hasBucket: async (bucket) => {
      const parameters = ['s3api', 'head-bucket', '--bucket', bucket, '--region', region];
      return (await run({ program: 'aws', parameters, env })).code === 0;
    },
  };
}
