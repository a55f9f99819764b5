import type { Environment } from '@weather/infra/inventory';
import { run } from '../servers/run';

/** Something that must be so where the platform is up. */
export interface LiveCheck {
  readonly title: string;
  /** Throws when it is not so, and says what it found. */
  readonly check: () => Promise<void>;
}

async function kubectl(...parameters: readonly string[]): Promise<string> {
  return run('kubectl', parameters);
}

/** Fails unless `text` is what is expected. */
function expectText(text: string, expected: RegExp): void {
  if (!expected.test(text)) throw new Error(`found ${text.trim() || 'nothing'}`);
}

function namespaceCheck(name: string): LiveCheck {
  return {
    title: `namespace ${name} is there`,
    check: async () => {
      await kubectl('get', 'namespace', name);
    },
  };
}

function rollout(kind: string, namespace: string, name: string): LiveCheck {
  return {
    title: `${kind} ${namespace}/${name} is up`,
    check: async () => {
      const place = ['--namespace', namespace, '--timeout=60s'];
      await kubectl('rollout', 'status', `${kind}/${name}`, ...place);
    },
  };
}

/** Asks a service through the API server, as a port-forward would. */
function answers(title: string, path: string, expected: RegExp): LiveCheck {
  const check = async () => {
    expectText(await kubectl('get', '--raw', `/api/v1/namespaces/${path}`), expected);
  };
  return { title, check };
}

function account(namespace: string, name: string): LiveCheck {
  const path = '{.metadata.annotations.eks\\.amazonaws\\.com/role-arn}';
  return {
    title: `service account ${namespace}/${name} has a role of AWS`,
    check: async () => {
      const output = ['--output', `jsonpath=${path}`];
      expectText(
        await kubectl('get', 'serviceaccount', name, '-n', namespace, ...output),
        /^arn:aws[a-z-]*:iam::\d{12}:role\//,
      );
    },
  };
}

const NODES: LiveCheck = {
  title: 'all nodes are ready',
  check: async () => {
    await kubectl('wait', 'nodes', '--all', '--for=condition=Ready', '--timeout=60s');
  },
};

const VAULT: LiveCheck = {
  title: 'Vault is set up and open',
  check: async () => {
    const asked = ['exec', '-n', 'vault', 'vault-0', '--', 'vault', 'status', '-format=json'];
    expectText(await kubectl(...asked), /"sealed":\s*false/);
  },
};

const SECRETS: LiveCheck = {
  title: 'the API has its file of secrets, in memory and for itself alone',
  check: async () => {
    const asked = ['exec', '-n', 'data', 'deployment/products-api', '-c', 'api', '--'];
    expectText(await kubectl(...asked, 'stat', '-c', '%a', '/app/.env'), /^4[04]0$/m);
  },
};

function bucket({ storage, region }: Environment): LiveCheck {
  return {
    title: `bucket ${storage.productsBucket} is there`,
    check: async () => {
      const parameters = ['s3api', 'head-bucket', '--bucket', storage.productsBucket];
      await run('aws', [...parameters, '--region', region], { env: process.env });
    },
  };
}

/** What must be so where the platform is up. */
export function liveChecks(environment: Environment): readonly LiveCheck[] {
  const prometheus = 'monitoring/services/kps-prometheus:9090/proxy/api/v1/query?query=';
  return [
    {
      title: 'the cluster answers',
      check: async () => {
        expectText(await kubectl('get', '--raw', '/readyz'), /ok/);
      },
    },
    ...['data', 'vault', 'monitoring', 'karpenter'].map(namespaceCheck),
    NODES,
    VAULT,
    rollout('deployment', 'data', 'dagster-dagster-webserver'),
    rollout('deployment', 'data', 'dagster-daemon'),
    rollout('deployment', 'data', 'products-api'),
    rollout('deployment', 'data', 'dagster-exporter'),
    rollout('statefulset', 'data', 'dagster-postgresql'),
    SECRETS,
    bucket(environment),
    ...(environment.identityMode === 'irsa'
      ? [account('data', 'dagster'), account('data', 'products-api')]
      : []),
    answers('the API is ready', 'data/services/products-api:8080/proxy/health/ready', /healthy/),
    answers('Prometheus collects the API', `${prometheus}up{job="products-api"}`, /"1"\]/),
    answers('Prometheus collects the exporter', `${prometheus}up{job="dagster-exporter"}`, /"1"\]/),
    answers('Grafana answers', 'monitoring/services/kps-grafana:80/proxy/api/health', /"ok"/),
  ];
}

/**
 * Looks at all of them and tells each; one that fails does not keep the others from being looked at.
 *
 * @returns whether all is as it must be
 */
export async function verify(
  environment: Environment,
  say: (line: string) => void,
  checks: readonly LiveCheck[] = liveChecks(environment),
): Promise<boolean> {
  let failed = 0;
  for (const { title, check } of checks) {
    try {
      await check();
      say(`ok      ${title}`);
    } catch (error) {
      failed += 1;
      say(`FAILED  ${title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say(`${checks.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
