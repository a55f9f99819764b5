import { MONITORING_RELEASE } from '../../kubernetes/service-monitors';
import { USER } from '../../kubernetes/pods';
import { ROLE_ANNOTATION } from '../../kubernetes/service-accounts';
import { STORAGE_CLASS } from '../platform/storage-class';
import { VAULT_TLS_SECRET } from './certificates';

/** How Vault is run. */
export interface VaultProps {
  readonly replicas: 1 | 3 | 5;
  /** Whether a key of AWS opens it, or people do with shares of a key. */
  readonly seal: { readonly kind: 'shamir' } | VaultKmsSeal;
  /**
   * ARN of the role it takes on, where IRSA hands out credentials.
   *
   * @default none
   */
  readonly roleArn?: string;
}

/** A key of AWS that opens Vault. */
export interface VaultKmsSeal {
  readonly kind: 'kms';
  readonly region: string;
  readonly keyArn: string;
}

const TLS_FOLDER = '/vault/userconfig/vault-tls';

function retryJoin(index: number): string {
  return `
    retry_join {
      leader_api_addr = "https://vault-${index}.vault-internal:8200"
      leader_ca_cert_file = "${TLS_FOLDER}/ca.crt"
    }`;
}

function sealStanza(seal: VaultProps['seal']): string {
  if (seal.kind === 'shamir') return '';
  return `
  seal "awskms" {
    region = "${seal.region}"
    kms_key_id = "${seal.keyArn}"
  }`;
}

/** The configuration of Vault. Nothing in it is secret. */
export function vaultConfig({ replicas, seal }: VaultProps): string {
  const members = Array.from({ length: replicas }, (_, index) => retryJoin(index)).join('');
  return `ui = true
  disable_mlock = true
  listener "tcp" {
    address = "[::]:8200"
    cluster_address = "[::]:8201"
    tls_cert_file = "${TLS_FOLDER}/tls.crt"
    tls_key_file = "${TLS_FOLDER}/tls.key"
    tls_client_ca_file = "${TLS_FOLDER}/ca.crt"
    tls_min_version = "tls12"
    telemetry {
      unauthenticated_metrics_access = true
    }
  }
  storage "raft" {
    path = "/vault/data"${members}
    autopilot {
      cleanup_dead_servers = true
      dead_server_last_contact_threshold = "10m"
      min_quorum = ${replicas === 1 ? 1 : Math.ceil((replicas + 1) / 2)}
    }
  }${sealStanza(seal)}
  service_registration "kubernetes" {}
  telemetry {
    prometheus_retention_time = "24h"
    disable_hostname = true
  }
`;
}

function storage(size: string, mountPath: string) {
  return { enabled: true, size, mountPath, storageClass: STORAGE_CLASS };
}

function server(props: VaultProps) {
  const { replicas, roleArn, seal } = props;
  return {
    serviceAccount: {
      name: 'vault',
      ...(roleArn === undefined || seal.kind !== 'kms'
        ? {}
        : { annotations: { [ROLE_ANNOTATION]: roleArn } }),
    },
    authDelegator: { enabled: true },
    extraEnvironmentVars: { VAULT_CACERT: `${TLS_FOLDER}/ca.crt` },
    volumes: [{ name: 'tls', secret: { secretName: VAULT_TLS_SECRET } }],
    volumeMounts: [{ name: 'tls', mountPath: TLS_FOLDER, readOnly: true }],
    resources: {
      requests: { cpu: '250m', memory: '512Mi' },
      limits: { memory: '512Mi' },
    },
    dataStorage: storage('10Gi', '/vault/data'),
    auditStorage: storage('10Gi', '/vault/audit'),
    statefulSet: { securityContext: podSecurity() },
    standalone: { enabled: false },
    ha: {
      enabled: true,
      replicas,
      disruptionBudget: { enabled: replicas > 1 },
      raft: { enabled: true, setNodeId: true, config: vaultConfig(props) },
    },
  };
}

function podSecurity() {
  return {
    pod: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    container: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

/**
 * Values for Vault's chart: Raft, TLS, audit storage, and no injector, because programs fetch their
 * secrets themselves.
 *
 * @see https://github.com/hashicorp/vault-helm
 */
export function vaultValues(props: VaultProps) {
  return {
    global: { tlsDisable: false },
    injector: { enabled: false },
    server: server(props),
    ui: { enabled: true, serviceType: 'ClusterIP' },
    serverTelemetry: {
      serviceMonitor: { enabled: true, selectors: { release: MONITORING_RELEASE } },
    },
  };
}
