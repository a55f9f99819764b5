import { VERSIONS } from '../versions/versions';
import { PRODUCTS_PREFIX, type EnvironmentValues } from './environment';

/** Small, cheap and gone without a trace: for trying things out on AWS. */
const dev: EnvironmentValues = {
  name: 'dev',
  region: 'us-east-2',
  identityMode: 'irsa',
  kubernetes: { kind: 'eks' },
  network: {
    cidr: '10.20.0.0/16',
    zones: ['a', 'b'],
    nat: 'single',
    interfaceEndpoints: false,
    flowLogDays: 7,
  },
  cluster: {
    kubernetesVersion: VERSIONS.kubernetes.version,
    publicAccessCidrs: [],
    adminRoleArns: [],
    viewerRoleArns: [],
    logDays: 7,
    deletionProtection: false,
    nodes: { instanceTypes: ['m7i.large', 'm6i.large'], size: 2, diskGib: 50 },
  },
  storage: {
    productsBucket: 'dagster-weather-products-dev',
    backupBucket: 'dagster-weather-backups-dev',
    prefix: PRODUCTS_PREFIX,
    retentionDays: 7,
    forceDestroy: true,
  },
  state: { kind: 's3', bucket: 'dagster-weather-state-dev' },
  workloads: {
    apiReplicas: { min: 2, max: 4 },
    vaultReplicas: 1,
    vaultSeal: 'shamir',
    prometheusDays: 7,
  },
  alerts: { pagerduty: false, deadMansSwitch: false },
  guardDuty: false,
};

/** An emulator of AWS, and whatever cluster the kubeconfig names. */
const local: EnvironmentValues = {
  ...dev,
  name: 'local',
  awsEndpoint: 'http://127.0.0.1:5000',
  kubernetes: { kind: 'kubeconfig', context: 'kind-weather' },
  storage: {
    ...dev.storage,
    productsBucket: 'dagster-weather-products',
    backupBucket: 'dagster-weather-backups',
  },
  state: { kind: 'local' },
};

/** What production asks for: no single zone, node or person that everything hangs on. */
const prod: EnvironmentValues = {
  ...dev,
  name: 'prod',
  network: {
    cidr: '10.40.0.0/16',
    zones: ['a', 'b', 'c'],
    nat: 'per-zone',
    interfaceEndpoints: true,
    flowLogDays: 90,
  },
  cluster: {
    ...dev.cluster,
    logDays: 365,
    deletionProtection: true,
    nodes: { instanceTypes: ['m7i.large', 'm6i.large'], size: 3, diskGib: 80 },
  },
  storage: {
    productsBucket: 'dagster-weather-products',
    backupBucket: 'dagster-weather-backups',
    prefix: PRODUCTS_PREFIX,
    retentionDays: 7,
    forceDestroy: false,
  },
  state: { kind: 's3', bucket: 'dagster-weather-state' },
  workloads: {
    apiReplicas: { min: 3, max: 12 },
    vaultReplicas: 3,
    vaultSeal: 'kms',
    prometheusDays: 30,
  },
  alerts: { slackChannel: '#dagster-alerts', pagerduty: true, deadMansSwitch: true },
  guardDuty: true,
};

/** The environments of the platform. */
export const ENVIRONMENTS = { local, dev, prod } as const;
