import { dataPath, findRole, mayRead, ROLES, variablesOf } from '@weather/vault-secrets/catalogue';
import type { Container } from 'kubernetes-types/core/v1';
import { z } from 'zod';
import { WORKLOAD_IDENTITIES } from '../constructs/identity/workload-identities';
import { ADDON_IDENTITIES } from '../constructs/cluster/cluster-addons';
import { DAEMON, RUN, USER_CODE, WEBSERVER } from '../constructs/dagster/dagster-names';
import { readEnvironment } from '../environments/read-environment';
import { ROLE_ANNOTATION } from '../kubernetes/service-accounts';
import { VAULT_LABELS } from '../constructs/vault/vault-traffic';
import { inventoryOf } from './inventory';
import {
  matches,
  ofKind,
  servicesIn,
  workloadsIn,
  type FoundService,
  type LooseObject,
} from './workloads';

const inventory = inventoryOf(readEnvironment('prod'));
const { objects, resources, texts } = inventory;
const workloads = workloadsIn(objects);
const services = servicesIn(objects);

function upstreamValues(name: string): unknown {
  return inventory.upstream.find((release) => release.name === name)?.values;
}

const chartValues = z.object({
  vault: z.object({ server: z.object({ serviceAccount: z.object({ name: z.string() }) }) }),
  karpenter: z.object({ serviceAccount: z.object({ name: z.string() }) }),
  dagster: z.object({
    global: z.object({ serviceAccountName: z.string(), postgresqlSecretName: z.string() }),
    postgresql: z.object({ postgresqlHost: z.string() }),
    'dagster-user-deployments': z.object({ deployments: z.tuple([z.custom<CodeLocation>()]) }),
  }),
});

type CodeLocation = Pick<Container, 'env' | 'volumeMounts'> & {
  readonly initContainers: readonly Container[];
};

const { vault, karpenter, dagster } = chartValues.parse({
  vault: upstreamValues('vault'),
  karpenter: upstreamValues('karpenter'),
  dagster: upstreamValues('dagster'),
});

/** Accounts that charts of others and add-ons of EKS make. */
const ACCOUNTS_OF_OTHERS = [
  `vault/${vault.server.serviceAccount.name}`,
  `karpenter/${karpenter.serviceAccount.name}`,
  ...Object.values(ADDON_IDENTITIES).map(({ serviceAccount }) => `kube-system/${serviceAccount}`),
];

type Labels = Readonly<Record<string, string>>;

/** Pods that charts of others make, by their namespace and labels. */
const PODS_OF_OTHERS: readonly { readonly namespace: string; readonly labels: Labels }[] = [
  ...[WEBSERVER, DAEMON, USER_CODE, RUN].map(({ labels }) => ({ namespace: 'data', labels })),
  { namespace: 'vault', labels: VAULT_LABELS },
  { namespace: 'karpenter', labels: { 'app.kubernetes.io/name': 'karpenter' } },
  { namespace: 'monitoring', labels: {} },
];

const pods = [
  ...workloads.map(({ namespace, labels }) => ({ namespace, labels })),
  ...PODS_OF_OTHERS,
];

const accounts = ofKind(objects, 'ServiceAccount').map(
  ({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`,
);

const trusted = resources
  .filter(({ type }) => type === 'aws_iam_role')
  .flatMap(({ values }) =>
    Array.from(
      String(values['assume_role_policy']).matchAll(/system:serviceaccount:([\w-]+):([\w-]+)/g),
      ([, namespace = '', name = '']) => ({
        role: String(values['name']),
        account: `${namespace}/${name}`,
      }),
    ),
  );

describe('trust -> service account -> pod', () => {
  it('trusts the accounts of our programs, Vault, Karpenter and add-ons, and no others', () => {
    const programs = Object.values(WORKLOAD_IDENTITIES).map(
      ({ serviceAccount: { namespace, name } }) => `${namespace}/${name}`,
    );
    expect(new Set(trusted.map(({ account }) => account))).toEqual(
      new Set([...programs, ...ACCOUNTS_OF_OTHERS]),
    );
    expect(programs).toEqual(
      expect.arrayContaining(['data/dagster', 'data/products-api', 'vault/vault']),
    );
  });

  it.each(trusted)('has somebody make $account, which $role trusts', ({ account }) => {
    const isOurs = accounts.includes(account);
    const isOfOthers = ACCOUNTS_OF_OTHERS.includes(account);
    expect(isOurs !== isOfOthers).toBe(true);
  });

  it('names on each account of ours the role that trusts it', () => {
    const annotated = ofKind(objects, 'ServiceAccount').flatMap(({ metadata }) => {
      const arn = metadata.annotations?.[ROLE_ANNOTATION];
      return arn === undefined ? [] : [`${metadata.namespace ?? ''}/${metadata.name} ${arn}`];
    });
    expect(annotated).toEqual(
      expect.arrayContaining([
        'data/dagster arn:aws:iam::123456789012:role/workerRoleArn',
        'data/products-api arn:aws:iam::123456789012:role/apiRoleArn',
      ]),
    );
    for (const account of trusted.map((one) => one.account)) {
      const isAnnotated = annotated.some((one) => one.startsWith(`${account} arn:`));
      expect(isAnnotated || ACCOUNTS_OF_OTHERS.includes(account)).toBe(true);
    }
    const text = texts['stacks/workloads/cdk.tf.json'] ?? '';
    expect(text).toContain('aws_iam_roleapi_role');
  });

  it('runs every pod as an account that is there', () => {
    for (const { namespace, pod } of workloads) {
      expect(accounts).toContain(`${namespace}/${pod.serviceAccountName ?? ''}`);
    }
  });
});

/** The services that a monitor selects. */
function servicesOf({ metadata, spec }: LooseObject): readonly FoundService[] {
  const selector = spec?.selector?.matchLabels ?? {};
  return services.filter(
    ({ namespace, labels }) => namespace === metadata.namespace && matches(selector, labels),
  );
}

function targetOf(service: FoundService | undefined, port: string): unknown {
  return service?.ports.find(({ name }) => name === port)?.targetPort;
}

/** Names of the ports of the containers that a service leads to. */
function portsBehind(service: FoundService | undefined): readonly unknown[] {
  const selector = service?.selector ?? {};
  const behind = workloads.filter(({ labels }) => matches(selector, labels));
  const containers = behind.flatMap(({ pod }) => pod.containers);
  return containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name));
}

describe('ServiceMonitor -> Service -> container port', () => {
  const monitors = ofKind(objects, 'ServiceMonitor').filter(
    ({ metadata }) => metadata.namespace === 'data',
  );

  it.each(monitors.map((monitor) => ({ monitor, name: monitor.metadata.name })))(
    'reaches the port of a container of $name',
    ({ monitor }) => {
      const [service, ...others] = servicesOf(monitor);
      expect(others).toEqual([]);
      const wanted = monitor.spec?.endpoints?.map(({ port }) => targetOf(service, port));
      expect(wanted).toHaveLength(1);
      const ports = portsBehind(service);
      for (const target of wanted ?? []) expect(ports).toContain(target);
    },
  );

  it('watches the API and the exporter, whose jobs alerts are written about', () => {
    expect(monitors.map(({ metadata }) => metadata.name)).toEqual([
      'products-api',
      'dagster-exporter',
    ]);
  });

  it('selects pods with every service', () => {
    for (const { selector, namespace } of services) {
      const selected = pods.filter(
        (pod) => pod.namespace === namespace && matches(selector, pod.labels),
      );
      expect(selected).toHaveLength(1);
    }
  });
});

describe('NetworkPolicy -> pod labels', () => {
  const policies = ofKind(objects, 'NetworkPolicy');

  it('selects pods that are there', () => {
    for (const { metadata, spec } of policies) {
      if (metadata.name === 'default-deny') continue;
      const selector = spec?.podSelector?.matchLabels ?? {};
      const selected = pods.filter(
        ({ namespace, labels }) => namespace === metadata.namespace && matches(selector, labels),
      );
      expect([metadata.name, selected.length]).toEqual([metadata.name, 1]);
    }
  });

  it('has one for every pod, and denies the rest in every namespace', () => {
    for (const { namespace, labels } of pods) {
      const own = policies.filter(
        ({ metadata, spec }) =>
          metadata.namespace === namespace && matches(spec?.podSelector?.matchLabels ?? {}, labels),
      );
      expect(own.length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('PDB and HPA -> Deployment', () => {
  it('scales and protects what is there, and leaves the number of replicas to the autoscaler', () => {
    const [scaler] = ofKind(objects, 'HorizontalPodAutoscaler');
    const target = workloads.find(({ name }) => name === scaler?.spec?.scaleTargetRef?.name);
    expect(target).toMatchObject({ kind: 'Deployment', replicas: undefined });
    for (const { metadata, spec } of ofKind(objects, 'PodDisruptionBudget')) {
      const selector = spec?.selector?.matchLabels ?? {};
      const guarded = pods.filter(
        ({ namespace, labels }) => namespace === metadata.namespace && matches(selector, labels),
      );
      expect(guarded).toHaveLength(1);
    }
  });
});

describe('secret catalogue -> policy -> role -> init container -> variable', () => {
  const api = workloads.find(({ name }) => name === 'products-api')?.pod;
  const [code] = dagster['dagster-user-deployments'].deployments;
  const programs = [
    {
      role: 'api-role',
      runsAs: api?.serviceAccountName,
      inits: api?.initContainers ?? [],
      program: api?.containers[0] ?? { name: 'missing' },
    },
    {
      role: 'dagster-role',
      runsAs: dagster.global.serviceAccountName,
      inits: code.initContainers,
      program: code,
    },
  ] as const;

  const variable = ({ env = [] }: Pick<Container, 'env'>, name: string) =>
    env.find((one) => one.name === name)?.value;
  const secretsFolder = ({ volumeMounts = [] }: Pick<Container, 'volumeMounts'>) =>
    volumeMounts.find(({ name }) => name === 'secrets')?.mountPath;

  it('has a program for every role', () => {
    expect(programs.map(({ role }) => role).toSorted()).toEqual(
      ROLES.map(({ name }) => name).toSorted(),
    );
  });

  it.each(programs)('writes the file that the program of $role reads, first', (found) => {
    const { role, runsAs, inits, program } = found;
    const [init = { name: 'missing' }] = inits;
    expect(variable(init, 'VAULT_ROLE')).toBe(role);
    expect(runsAs).toBe(findRole(role)?.serviceAccount.name);
    expect(variable(init, 'ENV_FILE')).toMatch(/^\/app\//);
    expect(variable(program, 'ENV_FILE')).toBe(variable(init, 'ENV_FILE'));
    expect(secretsFolder(program)).toBe('/app');
    expect(secretsFolder(init)).toBe('/app');
  });

  it('keeps the file of secrets in memory', () => {
    const volumes = workloads.flatMap(({ pod }) => pod.volumes ?? []);
    const secrets = volumes.filter(({ name }) => name === 'secrets');
    expect(secrets.map(({ emptyDir }) => emptyDir?.medium)).toEqual(['Memory']);
  });

  it('lets each role read every variable its program gets', () => {
    for (const role of ROLES) {
      for (const { path } of variablesOf(role.name)) expect(mayRead(role, path)).toBe(true);
    }
    expect(findRole('api-role')?.trees.map((tree) => dataPath('x', tree))).toContain(
      'secret/data/api/*',
    );
  });
});

describe('the database of Dagster', () => {
  it('is reached by the name of a service, with the password of a secret that nobody writes down', () => {
    const [name, namespace] = dagster.postgresql.postgresqlHost.split('.');
    expect(services.some((one) => one.name === name && one.namespace === namespace)).toBe(true);
    const database = workloads.find((workload) => workload.name === name);
    const volumes = database?.pod.volumes?.flatMap(({ secret }) => secret?.secretName ?? []);
    expect(volumes).toEqual([dagster.global.postgresqlSecretName]);
    expect(ofKind(objects, 'Secret')).toEqual([]);
  });
});
