import { CONTAINER_SECURITY, POD_SECURITY, resourcesFor } from '../../kubernetes/pods';
import { POOL_TAINT } from '../platform/node-pools';
import { accountOf, secretsMount, vaultInit, vaultVolumes } from '../vault/vault-client';
import { DATABASE, USER_CODE } from './dagster-names';

/** How Dagster is run. */
export interface DagsterProps {
  /** Image that holds the code location and the worker. */
  readonly image: { readonly repository: string; readonly tag: string };
  readonly clusterName: string;
  readonly region: string;
  readonly prefix: string;
  /** Host of the database. */
  readonly databaseHost: string;
}

/** The module of the code location. */
export const CODE_LOCATION_MODULE = 'weather_dagster.definitions';

const ENV_FILE = '/app/.env';
const FOLDER = '/opt/weather-worker';

/** The most runs at a time. */
const CONCURRENT_RUNS = 10;

/** Where the pool of nodes that may be taken back is good enough: a run that dies is repeated. */
const ON_BATCH_NODES = {
  tolerations: [{ key: POOL_TAINT, operator: 'Equal', value: 'batch', effect: 'NoSchedule' }],
};

function codeLocation(props: DagsterProps) {
  const { image, clusterName, region, prefix } = props;
  const reference = `${image.repository}:${image.tag}`;
  const client = { role: 'dagster-role', clusterName, folder: FOLDER, envFile: ENV_FILE } as const;
  return {
    name: USER_CODE.name,
    image: { ...image, pullPolicy: 'Always' },
    dagsterApiGrpcArgs: ['--module-name', CODE_LOCATION_MODULE],
    port: USER_CODE.port,
    includeConfigInLaunchedRuns: { enabled: true },
    env: [
      { name: 'ENV_FILE', value: ENV_FILE },
      { name: 'AWS_REGION', value: region },
      { name: 'WEATHER_RESULTS_PREFIX', value: prefix },
    ],
    initContainers: [vaultInit({ ...client, image: reference })],
    volumes: [...vaultVolumes(), { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }],
    volumeMounts: [secretsMount(ENV_FILE), { name: 'tmp', mountPath: '/tmp' }],
    resources: resourcesFor({ cpu: '250m', memory: '768Mi', disk: '256Mi' }),
    podSecurityContext: POD_SECURITY,
    securityContext: CONTAINER_SECURITY,
    labels: { 'app.kubernetes.io/part-of': 'weather' },
  };
}

/** What `restricted` asks of Dagster's own pods; its image runs as any user. */
const SECURITY = {
  podSecurityContext: POD_SECURITY,
  securityContext: { ...CONTAINER_SECURITY, readOnlyRootFilesystem: false },
};

function runLauncher() {
  return {
    type: 'K8sRunLauncher',
    config: {
      k8sRunLauncher: {
        jobNamespace: 'data',
        loadInclusterConfig: true,
        failPodOnRunFailure: true,
        imagePullPolicy: 'Always',
        runK8sConfig: {
          // What the code location says of security is not passed on to the pods of its runs.
          containerConfig: { securityContext: CONTAINER_SECURITY },
          podSpecConfig: {
            ...ON_BATCH_NODES,
            enableServiceLinks: false,
            securityContext: POD_SECURITY,
          },
          jobSpecConfig: { ttlSecondsAfterFinished: 3600 },
        },
      },
    },
  };
}

function daemon() {
  return {
    ...SECURITY,
    resources: resourcesFor({ cpu: '250m', memory: '768Mi', disk: '256Mi' }),
    runCoordinator: {
      type: 'QueuedRunCoordinator',
      config: { queuedRunCoordinator: { maxConcurrentRuns: CONCURRENT_RUNS } },
    },
    runMonitoring: { enabled: true, startTimeoutSeconds: 300, maxResumeRunAttempts: 0 },
    runRetries: { enabled: true },
    logFormat: 'json',
  };
}

function database(host: string) {
  return {
    enabled: false,
    postgresqlHost: host,
    postgresqlUsername: DATABASE.user,
    postgresqlDatabase: DATABASE.database,
    service: { port: DATABASE.port },
  };
}

/**
 * Values for Dagster's chart: our code location with its secrets from Vault, a pod for each run, our
 * own database, and service accounts that AWS and Vault trust.
 *
 * @see https://github.com/dagster-io/dagster (helm/dagster)
 */
export function dagsterValues(props: DagsterProps) {
  const account = accountOf('dagster-role').name;
  return {
    global: { postgresqlSecretName: DATABASE.secret, serviceAccountName: account },
    // The account stands in our own chart, with the role that AWS trusts.
    serviceAccount: { create: false, name: account },
    generatePostgresqlPasswordSecret: false,
    postgresql: database(props.databaseHost),
    rabbitmq: { enabled: false },
    redis: { enabled: false },
    flower: { enabled: false },
    telemetry: { enabled: false },
    pythonLogs: { pythonLogLevel: 'INFO' },
    retention: { enabled: true },
    dagsterWebserver: {
      ...SECURITY,
      replicaCount: 1,
      service: { type: 'ClusterIP', port: 80 },
      resources: resourcesFor({ cpu: '250m', memory: '768Mi', disk: '256Mi' }),
    },
    dagsterDaemon: daemon(),
    runLauncher: runLauncher(),
    'dagster-user-deployments': {
      enabled: true,
      enableSubchart: true,
      serviceAccount: { create: false, name: account },
      deployments: [codeLocation(props)],
    },
  };
}
