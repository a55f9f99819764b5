import type { KubernetesObject } from '../../kubernetes/objects';
import { VAULT_CA_SECRET, VAULT_SERVICE } from './vault-client';

/** The secret with Vault's own certificate and key. */
export const VAULT_TLS_SECRET = 'vault-tls';

/** Where cert-manager looks for the keys of issuers of the whole cluster. */
const ISSUER_NAMESPACE = 'cert-manager';

const AUTHORITY = 'weather-ca';
const KIND = { apiVersion: 'cert-manager.io/v1' };

/** What a certificate of the platform is for. */
interface CertificateProps {
  readonly name: string;
  readonly namespace: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses?: readonly string[];
}

function certificate({ name, namespace, dnsNames, ipAddresses = [] }: CertificateProps) {
  return {
    ...KIND,
    kind: 'Certificate',
    metadata: { name, namespace },
    spec: {
      secretName: name,
      duration: '2160h',
      renewBefore: '720h',
      dnsNames,
      ...(ipAddresses.length > 0 ? { ipAddresses } : {}),
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['server auth', 'client auth', 'digital signature'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: AUTHORITY },
    },
  } satisfies KubernetesObject & { spec: object };
}

function authority(): readonly KubernetesObject[] {
  const root = { ...KIND, kind: 'ClusterIssuer', metadata: { name: 'weather-root' } };
  return [
    { ...root, spec: { selfSigned: {} } } as KubernetesObject,
    {
      ...KIND,
      kind: 'Certificate',
      metadata: { name: AUTHORITY, namespace: ISSUER_NAMESPACE },
      spec: {
        isCA: true,
        commonName: AUTHORITY,
        secretName: AUTHORITY,
        duration: '43800h',
        privateKey: { algorithm: 'ECDSA', size: 256 },
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'weather-root' },
      },
    } as KubernetesObject,
    {
      ...KIND,
      kind: 'ClusterIssuer',
      metadata: { name: AUTHORITY },
      spec: { ca: { secretName: AUTHORITY } },
    } as KubernetesObject,
  ];
}

/** The names that Vault is called by, inside and through a port-forward. */
const VAULT_NAMES = [
  ...['vault', 'vault.vault', 'vault.vault.svc', 'vault.vault.svc.cluster.local'],
  ...['vault-active.vault.svc', '*.vault-internal', '*.vault-internal.vault.svc.cluster.local'],
  'localhost',
];

/**
 * The platform's own certificate authority and what it certifies. Its key is made in the cluster by
 * cert-manager, so that it is in no plan and no state. Pods of `data` find the CA in a certificate of
 * their own, because a pod mounts no secret of another namespace.
 */
export function certificates(): readonly KubernetesObject[] {
  const { namespace } = VAULT_SERVICE;
  return [
    ...authority(),
    certificate({
      name: VAULT_TLS_SECRET,
      namespace,
      dnsNames: VAULT_NAMES,
      ipAddresses: ['127.0.0.1'],
    }),
    certificate({ name: VAULT_CA_SECRET, namespace: 'data', dnsNames: ['vault-client.data'] }),
  ];
}
