import type { Deployment } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { Container, PodSpec, Service } from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import {
  from,
  podsOf,
  to,
  TO_HTTPS,
  TO_NAMES,
  TO_POD_IDENTITY,
  traffic,
} from '../../kubernetes/network-policies';
import { object, type KubernetesObject } from '../../kubernetes/objects';
import { apart, container, POD_SECURITY, spread } from '../../kubernetes/pods';
import { serviceAccount } from '../../kubernetes/service-accounts';
import { serviceMonitor } from '../../kubernetes/service-monitors';
import {
  accountOf,
  secretsMount,
  vaultInit,
  VAULT_SERVICE,
  vaultVolumes,
} from '../vault/vault-client';

/** How the products API is run. */
export interface ProductsApiProps {
  readonly image: string;
  readonly clusterName: string;
  readonly region: string;
  /** Prefix of the products in their bucket. */
  readonly prefix: string;
  readonly replicas: { readonly min: number; readonly max: number };
  /**
   * ARN of the role it takes on, where IRSA hands out credentials.
   *
   * @default none
   */
  readonly roleArn?: string;
}

/** Port that the program listens on, and the port of its service. */
export const API_PORTS = { container: 8000, service: 8080 } as const;

const NAME = 'products-api';
const ENV_FILE = '/app/.env';
const FOLDER = `/opt/${NAME}`;
const LABELS = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/part-of': 'weather' };
const SELECTED = { 'app.kubernetes.io/name': NAME };

/** Seconds a request is still served after the pod was told to go, and may take after that. */
const DRAIN = { serving: 5, finishing: 25, grace: 45 } as const;

const { namespace } = accountOf('api-role');
const META = { name: NAME, namespace, labels: LABELS };

function probe(path: string, periodSeconds: number, failureThreshold = 3) {
  return { httpGet: { path, port: 'http' }, periodSeconds, failureThreshold, timeoutSeconds: 3 };
}

function server({ image, region, prefix }: ProductsApiProps): Container {
  return container(
    {
      name: 'api',
      image,
      ports: [{ name: 'http', containerPort: API_PORTS.container, protocol: 'TCP' }],
      env: [
        { name: 'ENV_FILE', value: ENV_FILE },
        { name: 'AWS_REGION', value: region },
        { name: 'WEATHER_RESULTS_PREFIX', value: prefix },
        { name: 'PORT', value: String(API_PORTS.container) },
        { name: 'DRAIN_SECONDS', value: String(DRAIN.serving) },
        { name: 'SHUTDOWN_TIMEOUT_SECONDS', value: String(DRAIN.finishing) },
      ],
      volumeMounts: [secretsMount(ENV_FILE), { name: 'tmp', mountPath: '/tmp' }],
      startupProbe: probe('/health/live', 2, 30),
      livenessProbe: probe('/health/live', 10),
      readinessProbe: probe('/health/ready', 5),
    },
    { cpu: '250m', memory: '384Mi' },
  );
}

function pod(props: ProductsApiProps): PodSpec {
  const { image, clusterName } = props;
  const client = {
    role: 'api-role',
    image,
    clusterName,
    folder: FOLDER,
    envFile: ENV_FILE,
  } as const;
  return {
    serviceAccountName: accountOf('api-role').name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: DRAIN.grace,
    securityContext: POD_SECURITY,
    initContainers: [vaultInit(client)],
    containers: [server(props)],
    volumes: [...vaultVolumes(), { name: 'tmp', emptyDir: { sizeLimit: '32Mi' } }],
    affinity: apart(SELECTED),
    topologySpreadConstraints: spread(SELECTED),
  };
}

function deployment(props: ProductsApiProps): KubernetesObject {
  // Without `replicas`: the autoscaler decides, and a release must not undo that.
  return object<Deployment>({ apiVersion: 'apps/v1', kind: 'Deployment' }, META, {
    spec: {
      revisionHistoryLimit: 3,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: SELECTED },
      template: { metadata: { labels: LABELS }, spec: pod(props) },
    },
  });
}

function scaling({ replicas }: ProductsApiProps): readonly KubernetesObject[] {
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: NAME };
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } };
  return [
    object<HorizontalPodAutoscaler>(
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
      META,
      {
        spec: {
          scaleTargetRef: target,
          minReplicas: replicas.min,
          maxReplicas: replicas.max,
          metrics: [{ type: 'Resource', resource: cpu }],
        },
      },
    ),
    object<PodDisruptionBudget>({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }, META, {
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: SELECTED },
      },
    }),
  ];
}

function service(): KubernetesObject {
  return object<Service>({ apiVersion: 'v1', kind: 'Service' }, META, {
    spec: {
      type: 'ClusterIP',
      selector: SELECTED,
      ports: [{ name: 'http', port: API_PORTS.service, targetPort: 'http', protocol: 'TCP' }],
    },
  });
}

/** The products API: two or more replicas that drain, scale, and are reached by port-forward only. */
export function productsApi(props: ProductsApiProps): readonly KubernetesObject[] {
  const vault = podsOf(VAULT_SERVICE.namespace);
  return [
    serviceAccount({ ...accountOf('api-role'), roleArn: props.roleArn, labels: LABELS }),
    deployment(props),
    ...scaling(props),
    service(),
    serviceMonitor({ name: NAME, namespace, labels: SELECTED, port: 'http' }),
    traffic({
      name: NAME,
      namespace,
      pods: SELECTED,
      from: [from([podsOf('monitoring')], API_PORTS.container)],
      to: [TO_NAMES, to([vault], VAULT_SERVICE.port), TO_HTTPS, TO_POD_IDENTITY],
    }),
  ];
}
