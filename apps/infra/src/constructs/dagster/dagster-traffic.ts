import {
  from,
  podsHere,
  podsOf,
  to,
  TO_HTTPS,
  TO_NAMES,
  TO_POD_IDENTITY,
  traffic,
} from '../../kubernetes/network-policies';
import type { KubernetesObject } from '../../kubernetes/objects';
import { VAULT_SERVICE } from '../vault/vault-client';
import { DAEMON, DATABASE, RUN, USER_CODE, WEBSERVER } from './dagster-names';

const namespace = 'data';
const EXPORTER = { 'app.kubernetes.io/name': 'dagster-exporter' };
const toVault = to([podsOf(VAULT_SERVICE.namespace)], VAULT_SERVICE.port);

/** To the database, wherever it stands: in the cluster, or at an address that RDS may change. */
const TO_DATABASE = to([{ ipBlock: { cidr: '0.0.0.0/0' } }], DATABASE.port);

/** Who talks to whom around Dagster. Its webserver asks nobody who they are, so few may reach it. */
export function dagsterTraffic(): readonly KubernetesObject[] {
  const toCode = to([podsHere(USER_CODE.labels)], USER_CODE.port);
  const [web, daemon, run] = [WEBSERVER, DAEMON, RUN].map(({ labels }) => podsHere(labels));
  const callers = [web, daemon, run].flatMap((peer) => peer ?? []);
  return [
    traffic({
      name: 'dagster-webserver',
      namespace,
      pods: WEBSERVER.labels,
      from: [from([podsHere(EXPORTER)], WEBSERVER.containerPort)],
      to: [TO_NAMES, TO_DATABASE, toCode, TO_HTTPS],
    }),
    traffic({
      name: 'dagster-daemon',
      namespace,
      pods: DAEMON.labels,
      to: [TO_NAMES, TO_DATABASE, toCode, TO_HTTPS],
    }),
    traffic({
      name: 'dagster-user-code',
      namespace,
      pods: USER_CODE.labels,
      from: [from(callers, USER_CODE.port)],
      to: [TO_NAMES, TO_DATABASE, toVault, TO_HTTPS, TO_POD_IDENTITY],
    }),
    traffic({
      name: 'dagster-runs',
      namespace,
      pods: RUN.labels,
      to: [TO_NAMES, TO_DATABASE, toVault, toCode, TO_HTTPS, TO_POD_IDENTITY],
    }),
  ];
}
