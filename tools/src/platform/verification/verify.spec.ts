import { readEnvironment } from '@weather/infra/environments';
import { inventoryOf, ofKind } from '@weather/infra/inventory';
import { perform, type CheckResult } from './check';
import { describeChecks } from './report';
import { checksFor } from './verify';
import { OBJECTS, writtenPlatform, type Written } from '../testing/written-platform';

// What is live here is written down by hand, in the shapes that kubectl and the pages answer in.

const checks = checksFor(readEnvironment('prod'));

function look(written: Written = {}): Promise<readonly CheckResult[]> {
  const platform = writtenPlatform(written);
  return Promise.all(checks.map((check) => perform(check, platform)));
}

async function failed(written: Written): Promise<readonly string[]> {
  return (await look(written)).flatMap(({ name, found, fix }) =>
    fix === undefined ? [] : [`${name}: ${found}`],
  );
}

const [node] = OBJECTS['nodes'] ?? [];
const pods = OBJECTS['pods data'] ?? [];
const sick = { conditions: [{ type: 'Ready', status: 'False' }] };
const down = { metadata: { name: 'products-api' }, spec: { replicas: 3 }, status: {} };

describe('verify', () => {
  it('looks at fifteen things and more, each with a name of its own', () => {
    expect(checks.length).toBeGreaterThanOrEqual(15);
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  });

  it('finds nothing wrong where all is well', async () => {
    expect(await failed({})).toEqual([]);
  });

  it.each<[string, Written]>([
    ['the cluster answers: etcd failed', { apiServer: 'etcd failed' }],
    [
      'its namespaces are there: not so: data, vault, monitoring, karpenter',
      { objects: { namespaces: [] } },
    ],
    ['all nodes are ready: there is none', { objects: { nodes: [] } }],
    [
      'all nodes are ready: not so: ip-10-0-1-9',
      { objects: { nodes: [node, { metadata: { name: 'ip-10-0-1-9' }, status: sick }] } },
    ],
    [
      'Karpenter may start nodes: not so: batch',
      { objects: { 'nodepools.karpenter.sh': [{ metadata: { name: 'batch' }, status: sick }] } },
    ],
    [
      'all claims have their volume: not so: data-vault-0',
      {
        objects: {
          persistentvolumeclaims: [
            { metadata: { name: 'data-vault-0' }, status: { phase: 'Pending' } },
          ],
        },
      },
    ],
    ['Vault runs: there is none', { objects: { 'pods vault': [] } }],
    ['Vault is set up and open: sealed', { vault: { initialized: true, sealed: true } }],
    ['Vault is set up and open: not initialized', { vault: { initialized: false, sealed: true } }],
    [
      'Dagster runs: webserver, daemon, code location: not so: dagster-daemon',
      { objects: { 'pods data': pods.filter((_, index) => index !== 1) } },
    ],
    [
      "Dagster's database is up: statefulsets dagster-postgresql is not there",
      { objects: { 'statefulsets data': [] } },
    ],
    [
      'the products API is up: 0 of 3 ready',
      { objects: { 'deployments data': [down, ...(OBJECTS['deployments data'] ?? []).slice(1)] } },
    ],
    [
      'service accounts have their role of AWS: not so: products-api',
      { objects: { 'serviceaccounts data': (OBJECTS['serviceaccounts data'] ?? []).slice(0, 1) } },
    ],
    [
      'bucket dagster-weather-products is there: is not there, or may not be looked into',
      { hasBucket: false },
    ],
    [
      'the products API is ready: answers 503',
      { answers: { 'products-api/health/ready': undefined } },
    ],
    [
      'Prometheus collects metrics: not so: products-api, dagster-exporter, vault, karpenter',
      {
        answers: {
          'prometheus-operated/api/v1/targets?state=active': { data: { activeTargets: [] } },
        },
      },
    ],
    [
      'Grafana answers: its database is failing',
      { answers: { 'kps-grafana/api/health': { database: 'failing' } } },
    ],
    [
      'Grafana answers: cannot be told: kps-grafana answers 503',
      { answers: { 'kps-grafana/api/health': undefined } },
    ],
  ])('finds that alone: %s', async (fault, written) => {
    expect(await failed(written)).toEqual([fault]);
  });

  it('finds a pod that did not get its secrets, and a secret in an environment', async () => {
    const api = {
      metadata: { name: 'products-api-2', labels: { 'app.kubernetes.io/name': 'products-api' } },
      spec: {
        containers: [
          { name: 'api', env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'key' } } }] },
        ],
      },
      status: {
        initContainerStatuses: [{ name: 'vault-init', state: { terminated: { exitCode: 12 } } }],
      },
    };
    expect(await failed({ objects: { 'pods data': [...pods, api] } })).toEqual([
      'pods got their secrets from Vault: not so: products-api-2',
      'the API has no secret in its environment: not so: products-api-2 KEY',
    ]);
  });

  it('tells each with its number, and what to do about those that fail', async () => {
    const text = describeChecks(await look({ vault: { initialized: true, sealed: true } }));
    expect(text).toMatch(/^ 1 ok {3}the cluster answers/);
    expect(text).toContain('nx run infra:vault-unseal');
    expect(text).toMatch(/\d+ passed, 1 failed$/);
  });
});

describe('what is looked for', () => {
  const { objects } = inventoryOf(readEnvironment('prod'));

  it('is what the stacks make', () => {
    const names = (kind: string) => ofKind(objects, kind).map(({ metadata }) => metadata.name);
    expect(names('Namespace')).toEqual(expect.arrayContaining(['data', 'vault', 'monitoring']));
    expect(names('StatefulSet')).toContain('dagster-postgresql');
    expect(names('Deployment')).toEqual(
      expect.arrayContaining(['products-api', 'dagster-exporter']),
    );
    expect(names('ServiceAccount')).toEqual(expect.arrayContaining(['dagster', 'products-api']));
    const api = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === 'products-api');
    expect(api?.spec?.ports?.map(({ port }) => port)).toContain(8080);
  });
});
