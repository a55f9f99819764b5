import type {
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
} from 'kubernetes-types/networking/v1';
import { object, type KubernetesObject } from './objects';

/** Labels that pods are found by. */
export type Labels = Readonly<Record<string, string>>;

/** Who may talk to some pods, and whom they may talk to. */
export interface TrafficProps {
  readonly name: string;
  readonly namespace: string;
  /** The pods; all of the namespace without any. */
  readonly pods: Labels;
  readonly from?: readonly NetworkPolicyIngressRule[];
  readonly to?: readonly NetworkPolicyEgressRule[];
}

/** Pods of another namespace. */
export function podsOf(namespace: string, labels?: Labels): NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(labels === undefined ? {} : { podSelector: { matchLabels: { ...labels } } }),
  };
}

/** Pods of the same namespace. */
export function podsHere(labels: Labels): NetworkPolicyPeer {
  return { podSelector: { matchLabels: { ...labels } } };
}

function ports(numbers: readonly number[]) {
  return numbers.map((port) => ({ port, protocol: 'TCP' }));
}

/** Traffic from some pods to these ports. */
export function from(
  peers: readonly NetworkPolicyPeer[],
  ...numbers: readonly number[]
): NetworkPolicyIngressRule {
  return { from: [...peers], ports: ports(numbers) };
}

/** Traffic to these ports of some pods. */
export function to(
  peers: readonly NetworkPolicyPeer[],
  ...numbers: readonly number[]
): NetworkPolicyEgressRule {
  return { to: [...peers], ports: ports(numbers) };
}

/** Looking up names. */
export const TO_NAMES: NetworkPolicyEgressRule = {
  to: [podsOf('kube-system', { 'k8s-app': 'kube-dns' })],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/** HTTPS to anywhere: AWS, the API server and sources of weather have no addresses to pin. */
export const TO_HTTPS: NetworkPolicyEgressRule = { ports: ports([443]) };

/** The agent that hands out AWS credentials where pod identity does it. */
export const TO_POD_IDENTITY: NetworkPolicyEgressRule = {
  to: [{ ipBlock: { cidr: '169.254.170.23/32' } }],
  ports: ports([80]),
};

/** A policy that allows some traffic of some pods; all other is denied by the namespace. */
export function traffic(props: TrafficProps): KubernetesObject {
  const { name, namespace, pods, from: ingress = [], to: egress = [] } = props;
  return object<NetworkPolicy>(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    { name, namespace },
    {
      spec: {
        podSelector: { matchLabels: { ...pods } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [...ingress],
        egress: [...egress],
      },
    },
  );
}
