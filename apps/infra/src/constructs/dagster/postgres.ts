import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container, EnvVar, PersistentVolumeClaim, Service } from 'kubernetes-types/core/v1';
import { from, podsHere, TO_NAMES, traffic } from '../../kubernetes/network-policies';
import { object, type KubernetesObject } from '../../kubernetes/objects';
import { container, POD_SECURITY } from '../../kubernetes/pods';
import { serviceAccount } from '../../kubernetes/service-accounts';
import { VERSIONS } from '../../versions/versions';
import { STORAGE_CLASS } from '../platform/storage-class';
import { DAEMON, DATABASE, RUN, USER_CODE, WEBSERVER } from './dagster-names';

const LABELS = { 'app.kubernetes.io/name': DATABASE.name, 'app.kubernetes.io/part-of': 'weather' };
const SELECTED = { 'app.kubernetes.io/name': DATABASE.name };
const META = { name: DATABASE.name, namespace: 'data', labels: LABELS };
const PASSWORD_FOLDER = '/run/secrets/postgres';

/** A folder inside the volume, because a fresh volume has a `lost+found` of its own. */
const DATA = { volume: '/var/lib/postgresql/data', folder: '/var/lib/postgresql/data/pgdata' };

const ENVIRONMENT: EnvVar[] = [
  { name: 'POSTGRES_USER', value: DATABASE.user },
  { name: 'POSTGRES_DB', value: DATABASE.database },
  { name: 'POSTGRES_PASSWORD_FILE', value: `${PASSWORD_FOLDER}/${DATABASE.key}` },
  { name: 'POSTGRES_INITDB_ARGS', value: '--auth=scram-sha-256 --data-checksums' },
  { name: 'PGDATA', value: DATA.folder },
];

function probe(periodSeconds: number, failureThreshold: number) {
  const command = ['pg_isready', '-U', DATABASE.user, '-d', DATABASE.database];
  return { exec: { command }, periodSeconds, failureThreshold, timeoutSeconds: 5 };
}

function server(): Container {
  return container(
    {
      name: 'postgres',
      image: `docker.io/library/postgres:${VERSIONS.postgres.version}`,
      ports: [{ name: 'postgres', containerPort: DATABASE.port, protocol: 'TCP' }],
      env: ENVIRONMENT,
      volumeMounts: [
        { name: 'data', mountPath: DATA.volume },
        { name: 'password', mountPath: PASSWORD_FOLDER, readOnly: true },
        { name: 'run', mountPath: '/var/run/postgresql' },
        { name: 'tmp', mountPath: '/tmp' },
      ],
      startupProbe: probe(5, 30),
      // Alive is who takes connections; a database that recovers takes them before it serves.
      livenessProbe: { tcpSocket: { port: 'postgres' }, periodSeconds: 30, failureThreshold: 5 },
      readinessProbe: probe(10, 3),
    },
    { cpu: '250m', memory: '512Mi' },
  );
}

function claim(): PersistentVolumeClaim {
  return {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: STORAGE_CLASS,
      resources: { requests: { storage: '20Gi' } },
    },
  };
}

function statefulSet(): KubernetesObject {
  const volumes = [
    { name: 'password', secret: { secretName: DATABASE.secret, defaultMode: 0o440 } },
    { name: 'run', emptyDir: { sizeLimit: '8Mi' } },
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
  ];
  return object<StatefulSet>({ apiVersion: 'apps/v1', kind: 'StatefulSet' }, META, {
    spec: {
      serviceName: DATABASE.name,
      replicas: 1,
      selector: { matchLabels: SELECTED },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: DATABASE.name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 60,
          securityContext: POD_SECURITY,
          containers: [server()],
          volumes,
        },
      },
      volumeClaimTemplates: [claim()],
    },
  });
}

/** Dagster's database inside the cluster: one PostgreSQL whose volume outlives its pod. */
export function postgres(): readonly KubernetesObject[] {
  const { namespace } = META;
  const clients = [WEBSERVER, DAEMON, USER_CODE, RUN].map(({ labels }) => podsHere(labels));
  return [
    serviceAccount({ name: DATABASE.name, namespace, labels: LABELS }),
    statefulSet(),
    object<Service>({ apiVersion: 'v1', kind: 'Service' }, META, {
      spec: {
        clusterIP: 'None',
        selector: SELECTED,
        ports: [{ name: 'postgres', port: DATABASE.port, targetPort: 'postgres', protocol: 'TCP' }],
      },
    }),
    traffic({
      name: DATABASE.name,
      namespace,
      pods: SELECTED,
      from: [from(clients, DATABASE.port)],
      to: [TO_NAMES],
    }),
  ];
}
