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
import { VAULT_SERVICE } from './vault-client';

/** Port that members of Vault talk to each other on. */
const CLUSTER_PORT = 8201;

/** Labels that the chart gives to Vault's pods. */
export const VAULT_LABELS = { 'app.kubernetes.io/name': 'vault', component: 'server' } as const;

/** Who reaches Vault: programs that have secrets, Prometheus, and its own members. */
export function vaultTraffic(): KubernetesObject {
  const { namespace, port } = VAULT_SERVICE;
  const members = podsHere(VAULT_LABELS);
  return traffic({
    name: 'vault',
    namespace,
    pods: VAULT_LABELS,
    from: [from([podsOf('data'), podsOf('monitoring')], port), from([members], port, CLUSTER_PORT)],
    to: [TO_NAMES, TO_HTTPS, TO_POD_IDENTITY, to([members], port, CLUSTER_PORT)],
  });
}
