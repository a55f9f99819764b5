import type { LivePlatform, Page } from '../verification/check';

const READY = { conditions: [{ type: 'Ready', status: 'True' }] };

function object(name: string, more: object = {}): object {
  return { metadata: { name, namespace: 'data' }, ...more };
}

function podOf(name: string, labels: Readonly<Record<string, string>>, exitCode?: number): object {
  const fetcher = { name: 'vault-init', state: { terminated: { exitCode } } };
  return {
    metadata: { name, namespace: 'data', labels },
    spec: { containers: [{ name: 'main', env: [{ name: 'PORT', value: '8000' }] }] },
    status: {
      ...{ phase: 'Running', ...READY },
      ...(exitCode === undefined ? {} : { initContainerStatuses: [fetcher] }),
    },
  };
}

const up = { spec: { replicas: 2 }, status: { readyReplicas: 2 } };
const role = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/worker' };

/** Objects as kubectl lists them, by kind and namespace, of a platform that is well. */
export const OBJECTS: Readonly<Record<string, readonly unknown[]>> = {
  namespaces: ['data', 'vault', 'monitoring', 'karpenter'].map((name) => object(name)),
  nodes: [object('ip-10-0-1-5', { status: READY })],
  'nodepools.karpenter.sh': [object('default', { status: READY })],
  persistentvolumeclaims: [object('data-vault-0', { status: { phase: 'Bound' } })],
  'pods vault': [podOf('vault-0', {}), podOf('vault-snapshot-1', {})],
  'pods data': [
    podOf('dagster-webserver-1', { component: 'dagster-webserver' }),
    podOf('dagster-daemon-1', { component: 'dagster-daemon' }),
    podOf('user-code-1', { component: 'user-deployments' }, 0),
    podOf('products-api-1', { 'app.kubernetes.io/name': 'products-api' }, 0),
  ],
  'statefulsets data': [object('dagster-postgresql', up)],
  'deployments data': [object('products-api', up), object('dagster-exporter', up)],
  'serviceaccounts data': ['dagster', 'products-api'].map((name) => ({
    metadata: { name, annotations: role },
  })),
};

const targets = ['products-api', 'dagster-exporter', 'vault', 'karpenter'].map((job) => ({
  labels: { job },
  health: 'up',
}));
const alerts = ['DagsterJobFailed', 'S3UploadFailures', 'VaultAuthenticationFailure'];

/** What pages answer, by service and path, of a platform that is well. */
export const ANSWERS: Readonly<Record<string, unknown>> = {
  'products-api/health/ready': {},
  'products-api/products?limit=1': [{ id: '0123456789abcdef' }],
  'prometheus-operated/api/v1/targets?state=active': { data: { activeTargets: targets } },
  'prometheus-operated/api/v1/rules?type=alert': {
    data: { groups: [{ rules: alerts.map((name) => ({ name })) }] },
  },
  'alertmanager-operated/-/ready': {},
  'kps-grafana/api/health': { database: 'ok' },
};

/** What differs from a platform that is well. */
export interface Written {
  readonly objects?: Readonly<Record<string, readonly unknown[]>>;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly vault?: unknown;
  readonly apiServer?: string;
  readonly hasBucket?: boolean;
}

/** A platform that is written down, in the shapes that kubectl and pages answer in. */
export function writtenPlatform(written: Written = {}): LivePlatform {
  const objects = { ...OBJECTS, ...written.objects };
  const answers = { ...ANSWERS, ...written.answers };
  return {
    list: (kind, namespace) =>
      Promise.resolve(objects[namespace === undefined ? kind : `${kind} ${namespace}`] ?? []),
    page: ({ service, path }: Page) => {
      const body = answers[`${service}${path}`];
      const status = body === undefined ? 503 : 200;
      return Promise.resolve({ status, body: JSON.stringify(body ?? 'unavailable') });
    },
    vaultStatus: () => Promise.resolve(written.vault ?? { initialized: true, sealed: false }),
    apiServer: () => Promise.resolve(written.apiServer ?? 'ok'),
    hasBucket: () => Promise.resolve(written.hasBucket ?? true),
  };
}
