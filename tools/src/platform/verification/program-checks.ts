import { z } from 'zod';
import { allOf, isUp } from './cluster-checks';
import type { Check, LivePlatform } from './check';
import { isTrue, named, pod } from './objects';

type Pod = z.output<typeof pod>;

const SECRETS_RUNBOOK = 'docs/operations/secrets.md';

async function podsOf(platform: LivePlatform, namespace: string): Promise<readonly Pod[]> {
  return (await platform.list('pods', namespace)).map((object) => pod.parse(object));
}

/** Labels of the pods that have to be there, by what they are. */
const DAGSTER = ['dagster-webserver', 'dagster-daemon', 'user-deployments'];

const isReady = (one: Pod): boolean => isTrue(one, 'Ready');

const VAULT_PODS: Check = {
  name: 'Vault runs',
  fix: 'kubectl -n vault describe pod vault-0: volume, certificate (secret vault-tls), node',
  look: async (platform) => {
    const all = await podsOf(platform, 'vault');
    const servers = all.filter(({ metadata }) => /^vault-\d+$/.test(metadata.name));
    const names = (pods: typeof all) => pods.map(({ metadata }) => metadata.name);
    return allOf(names(servers), names(servers.filter(({ status }) => status.phase !== 'Running')));
  },
};

const vaultStatus = z.object({ initialized: z.boolean(), sealed: z.boolean() });

const VAULT_OPEN: Check = {
  name: 'Vault is set up and open',
  fix: `nx run infra:vault-unseal, or deploy-all --from vault-bootstrap when it was never set up; ${SECRETS_RUNBOOK}`,
  look: async (platform) => {
    const { initialized, sealed } = vaultStatus.parse(await platform.vaultStatus());
    if (!initialized) return { isRight: false, found: 'not initialized' };
    return { isRight: !sealed, found: sealed ? 'sealed' : 'unsealed' };
  },
};

const DAGSTER_PODS: Check = {
  name: 'Dagster runs: webserver, daemon, code location',
  fix: 'kubectl -n data get pods; kubectl -n data logs <pod> --all-containers; docs/operations/orchestration.md',
  look: async (platform) => {
    const ready = (await podsOf(platform, 'data')).filter(isReady);
    const there = new Set(ready.map(({ metadata }) => metadata.labels['component']));
    return allOf(
      DAGSTER,
      DAGSTER.filter((component) => !there.has(component)),
    );
  },
};

const DATABASE: Check = {
  name: "Dagster's database is up",
  fix: 'kubectl -n data logs dagster-postgresql-0; is secret dagster-postgresql-secret there?',
  look: (platform) =>
    isUp(platform, 'statefulsets', { namespace: 'data', name: 'dagster-postgresql' }),
};

const API: Check = {
  name: 'the products API is up',
  fix: 'kubectl -n data describe deployment products-api; docs/operations/api.md',
  look: (platform) => isUp(platform, 'deployments', { namespace: 'data', name: 'products-api' }),
};

const EXPORTER: Check = {
  name: 'the exporter of metrics is up',
  fix: 'kubectl -n data describe deployment dagster-exporter',
  look: (platform) =>
    isUp(platform, 'deployments', { namespace: 'data', name: 'dagster-exporter' }),
};

const FETCHER = 'vault-init';

const INJECTED: Check = {
  name: 'pods got their secrets from Vault',
  fix: `kubectl -n data logs <pod> -c ${FETCHER}: it names the cause; ${SECRETS_RUNBOOK}`,
  look: async (platform) => {
    const fetchers = (await podsOf(platform, 'data')).flatMap(({ metadata, status }) =>
      status.initContainerStatuses
        .filter(({ name }) => name === FETCHER)
        .map(({ state }) => ({ name: metadata.name, exitCode: state.terminated?.exitCode })),
    );
    const wrong = fetchers.filter(({ exitCode }) => exitCode !== 0).map(({ name }) => name);
    return allOf(
      fetchers.map(({ name }) => name),
      wrong,
    );
  },
};

/** Whether a variable is filled from a secret. */
const fromSecret = z.object({ secretKeyRef: z.object({ name: z.string() }) });

const NOT_IN_ENVIRONMENT: Check = {
  name: 'the API has no secret in its environment',
  fix: 'take the variable out of the deployment: secrets come from /app/.env alone',
  look: async (platform) => {
    const all = (await podsOf(platform, 'data')).filter(
      ({ metadata }) => metadata.labels['app.kubernetes.io/name'] === 'products-api',
    );
    const wrong = all.flatMap(({ metadata, spec }) =>
      spec.containers
        .flatMap(({ env }) => env)
        .filter(({ valueFrom }) => fromSecret.safeParse(valueFrom).success)
        .map(({ name }) => `${metadata.name} ${name}`),
    );
    return allOf(
      all.map(({ metadata }) => metadata.name),
      wrong,
    );
  },
};

const ROLE = 'eks.amazonaws.com/role-arn';
const ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\//;

const ROLES: Check = {
  name: 'service accounts have their role of AWS',
  fix: 'nx run infra:deploy --stack identity --stack dagster --stack workloads',
  look: async (platform) => {
    const wanted = ['dagster', 'products-api'];
    const all = (await platform.list('serviceaccounts', 'data')).map((item) => named.parse(item));
    const right = all
      .filter(({ metadata }) => ARN.test(metadata.annotations[ROLE] ?? ''))
      .map(({ metadata }) => metadata.name);
    return allOf(
      wanted,
      wanted.filter((name) => !right.includes(name)),
    );
  },
};

/** What has to be so of the programs. */
export function programChecks(isIrsa: boolean): readonly Check[] {
  return [
    ...[VAULT_PODS, VAULT_OPEN, DAGSTER_PODS, DATABASE, API, EXPORTER],
    ...[INJECTED, NOT_IN_ENVIRONMENT, ...(isIrsa ? [ROLES] : [])],
  ];
}
