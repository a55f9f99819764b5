import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Container, Service } from 'kubernetes-types/core/v1';
import { from, podsHere, podsOf, to, TO_NAMES, traffic } from '../../kubernetes/network-policies';
import { object, type KubernetesObject } from '../../kubernetes/objects';
import { container, POD_SECURITY } from '../../kubernetes/pods';
import { serviceAccount } from '../../kubernetes/service-accounts';
import { serviceMonitor } from '../../kubernetes/service-monitors';
import { WEBSERVER } from '../dagster/dagster-names';

/** How the exporter of Dagster's metrics is run. */
export interface DagsterExporterProps {
  readonly image: string;
}

/** Port that the program listens on. */
export const EXPORTER_PORT = 8002;

const NAME = 'dagster-exporter';
const LABELS = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/part-of': 'weather' };
const SELECTED = { 'app.kubernetes.io/name': NAME };
const META = { name: NAME, namespace: 'data', labels: LABELS };

function probe(path: string, periodSeconds: number) {
  return { httpGet: { path, port: 'http' }, periodSeconds, failureThreshold: 6, timeoutSeconds: 3 };
}

function server({ image }: DagsterExporterProps): Container {
  return container(
    {
      name: 'exporter',
      image,
      ports: [{ name: 'http', containerPort: EXPORTER_PORT, protocol: 'TCP' }],
      env: [
        {
          name: 'DAGSTER_GRAPHQL_URL',
          value: `http://${WEBSERVER.name}:${WEBSERVER.port}/graphql`,
        },
        { name: 'PORT', value: String(EXPORTER_PORT) },
      ],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      livenessProbe: probe('/health/live', 10),
      readinessProbe: probe('/health/ready', 5),
    },
    { cpu: '50m', memory: '384Mi' },
  );
}

function deployment(props: DagsterExporterProps): KubernetesObject {
  // One replica: two would tell every run twice.
  return object<Deployment>({ apiVersion: 'apps/v1', kind: 'Deployment' }, META, {
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: SELECTED },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: NAME,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: POD_SECURITY,
          containers: [server(props)],
          volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '32Mi' } }],
        },
      },
    },
  });
}

/** The exporter of Dagster's metrics; it asks the webserver and nobody else. */
export function dagsterExporter(props: DagsterExporterProps): readonly KubernetesObject[] {
  const { namespace } = META;
  return [
    serviceAccount({ name: NAME, namespace, labels: LABELS }),
    deployment(props),
    object<Service>({ apiVersion: 'v1', kind: 'Service' }, META, {
      spec: {
        type: 'ClusterIP',
        selector: SELECTED,
        ports: [{ name: 'http', port: EXPORTER_PORT, targetPort: 'http', protocol: 'TCP' }],
      },
    }),
    serviceMonitor({ name: NAME, namespace, labels: SELECTED, port: 'http' }),
    traffic({
      name: NAME,
      namespace,
      pods: SELECTED,
      from: [from([podsOf('monitoring')], EXPORTER_PORT)],
      to: [TO_NAMES, to([podsHere(WEBSERVER.labels)], WEBSERVER.containerPort)],
    }),
  ];
}
